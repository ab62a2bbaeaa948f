using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sockeye.Control.Certificates;

/// <summary>What people want to know of a certificate.</summary>
/// <param name="Names">The DNS names and addresses that it is for (subjectAltName, RFC 5280 section 4.2.1.6); the common name where it has none.</param>
/// <param name="Subject">Its subject, as in <c>CN=example.com</c>.</param>
/// <param name="Issuer">Who issued it, as in <c>CN=R10, O=Let's Encrypt, C=US</c>.</param>
/// <param name="SerialNumber">The serial number in hexadecimal, as authorities list it.</param>
/// <param name="NotBefore">Valid from.</param>
/// <param name="NotAfter">Valid until.</param>
/// <param name="Key">The kind of its key, as in <c>ECDSA P-256</c> or <c>RSA 2048</c>.</param>
/// <param name="Sha256">SHA-256 of the whole certificate, in lower-case hexadecimal.</param>
public sealed record CertificateSummary(
    IReadOnlyList<string> Names, string Subject, string Issuer, string SerialNumber, DateTimeOffset NotBefore, DateTimeOffset NotAfter, string Key, string Sha256)
{
    private const string AlternativeNameOid = "2.5.29.17";

    /// <summary>Summarizes a certificate.</summary>
    public static CertificateSummary Of(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return new CertificateSummary(
            NamesOf(certificate),
            certificate.Subject,
            certificate.Issuer,
            certificate.SerialNumber.ToLowerInvariant(),
            new DateTimeOffset(certificate.NotBefore).ToUniversalTime(),
            new DateTimeOffset(certificate.NotAfter).ToUniversalTime(),
            KeyOf(certificate),
            Convert.ToHexStringLower(SHA256.HashData(certificate.RawDataMemory.Span)));
    }

    /// <summary>The digest as browsers and <c>openssl x509 -fingerprint</c> show it: pairs in upper case between colons.</summary>
    public string Fingerprint() => string.Join(':', Sha256.ToUpperInvariant().Chunk(2).Select(pair => new string(pair)));

    private static IReadOnlyList<string> NamesOf(X509Certificate2 certificate)
    {
        try
        {
            if (certificate.Extensions.FirstOrDefault(e => e.Oid?.Value == AlternativeNameOid) is { } extension)
            {
                var names = extension as X509SubjectAlternativeNameExtension ?? new(extension.RawData, extension.Critical);
                return [.. names.EnumerateDnsNames().Concat(names.EnumerateIPAddresses().Select(a => a.ToString())).Distinct(StringComparer.OrdinalIgnoreCase)];
            }
        }
        catch (CryptographicException)
        {
            return []; // an extension that nobody can read names nothing
        }

        var common = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        return common.Length > 0 ? [common] : [];
    }

    private static string KeyOf(X509Certificate2 certificate)
    {
        try
        {
            using var rsa = certificate.GetRSAPublicKey();
            if (rsa is not null)
            {
                return string.Create(CultureInfo.InvariantCulture, $"RSA {rsa.KeySize}");
            }

            using var ec = certificate.GetECDsaPublicKey();
            if (ec is not null)
            {
                return string.Create(CultureInfo.InvariantCulture, $"ECDSA P-{ec.KeySize}");
            }
        }
        catch (CryptographicException)
        {
            // a curve that this system doesn't have
        }

        return certificate.PublicKey.Oid.FriendlyName ?? certificate.PublicKey.Oid.Value ?? "unknown";
    }
}
