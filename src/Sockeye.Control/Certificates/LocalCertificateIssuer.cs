using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sockeye.Control.Certificates;

/// <summary>Makes the two certificates of the local authority: its own, and the server's (RFC 5280 section 4.2).</summary>
internal static class LocalCertificateIssuer
{
    // X.520's bound for a common name (RFC 5280 appendix A.1, ub-common-name).
    private const int MaximumCommonNameLength = 64;
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    // Ten years: nobody likes to install an authority twice, and its constraints leave it nothing to abuse.
    private static readonly TimeSpan AuthorityLifetime = TimeSpan.FromDays(3652);

    // Under the 398 days that Apple's and Google's clients allow.
    private static readonly TimeSpan LeafLifetime = TimeSpan.FromDays(390);

    // Clients' clocks are behind now and then.
    private static readonly TimeSpan Backdate = TimeSpan.FromHours(1);

    /// <summary>A self-signed authority that may certify <paramref name="names"/> and nothing else. Does not hold the key.</summary>
    public static X509Certificate2 Authority(ECDsa key, MachineNames names, DateTimeOffset now)
    {
        var request = new CertificateRequest(Subject($"Sockeye local authority ({Printable(names.HostName)})"), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new NameConstraints(names.Names, names.Addresses).Encode());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request.Create(
            request.SubjectName, X509SignatureGenerator.CreateForECDsa(key), now - Backdate, now - Backdate + AuthorityLifetime, SerialNumber());
    }

    /// <summary>A server certificate for those names, with a key of its own, which is exportable.</summary>
    public static X509Certificate2 Leaf(X509Certificate2 authority, ECDsa authorityKey, IEnumerable<string> names, IEnumerable<IPAddress> addresses, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Subject("localhost"), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        request.CertificateExtensions.Add(AlternativeNames(names, addresses));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        var (from, until) = (Later(now - Backdate, authority.NotBefore), Earlier(now - Backdate + LeafLifetime, authority.NotAfter));
        using var certificate = request.Create(authority.SubjectName, X509SignatureGenerator.CreateForECDsa(authorityKey), from, until, SerialNumber());
        return certificate.CopyWithPrivateKey(key);
    }

    /// <summary>Whether the authority's key signed the certificate. Asked of the signature itself, not of a chain engine and its stores.</summary>
    public static bool IsIssuedBy(X509Certificate2 certificate, X509Certificate2 authority)
    {
        // Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signatureValue BIT STRING } (RFC 5280 section 4.1)
        var fields = new AsnReader(certificate.RawDataMemory, AsnEncodingRules.DER).ReadSequence();
        var signed = fields.ReadEncodedValue();
        fields.ReadEncodedValue();
        var signature = fields.ReadBitString(out _);
        using var key = authority.GetECDsaPublicKey();
        return certificate.IssuerName.RawData.AsSpan().SequenceEqual(authority.SubjectName.RawData)
            && key?.VerifyData(signed.Span, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence) == true;
    }

    private static X509Extension AlternativeNames(IEnumerable<string> names, IEnumerable<IPAddress> addresses)
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            builder.AddDnsName(name);
        }

        foreach (var address in addresses)
        {
            builder.AddIpAddress(address);
        }

        return builder.Build();
    }

    private static X500DistinguishedName Subject(string commonName)
    {
        var builder = new X500DistinguishedNameBuilder();
        builder.AddCommonName(commonName.Length <= MaximumCommonNameLength ? commonName : commonName[..(MaximumCommonNameLength - 1)] + ")");
        return builder.Build();
    }

    private static string Printable(string hostName)
    {
        var text = string.Concat(hostName.Where(c => c is > ' ' and < (char)0x7f));
        return text.Length > 0 ? text : "localhost";
    }

    // Positive and not zero, 16 bytes from the system's generator (RFC 5280 section 4.1.2.2).
    private static byte[] SerialNumber()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7f) | 0x40);
        return serial;
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTime b) => a > b ? a : new DateTimeOffset(b);

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTime b) => a < b ? a : new DateTimeOffset(b);
}
