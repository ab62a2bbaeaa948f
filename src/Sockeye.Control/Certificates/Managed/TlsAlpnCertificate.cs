using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sockeye.Engine.Transport.Tls;

namespace Sockeye.Control.Certificates.Managed;

/// <summary>The certificate that answers a TLS-ALPN-01 challenge (RFC 8737 section 3): it signs itself, and nobody trusts it.</summary>
public static class TlsAlpnCertificate
{
    /// <summary>id-pe-acmeIdentifier (RFC 8737 section 6.1).</summary>
    public const string IdentifierOid = "1.3.6.1.5.5.7.1.31";

    // Authorities look at the name and the digest only; this spans any clock that is somewhat wrong.
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>Makes it, with a key of its own.</summary>
    /// <param name="name">The DNS name, in ASCII; the only one in the certificate.</param>
    /// <param name="digest">SHA-256 of the key authorization, 32 bytes.</param>
    /// <param name="time">The clock of its dates.</param>
    /// <exception cref="ArgumentException">The digest has another length.</exception>
    public static TlsCertificate Create(string name, byte[] digest, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(digest);
        ArgumentNullException.ThrowIfNull(time);
        if (digest.Length != SHA256.HashSizeInBytes)
        {
            throw new ArgumentException("A key authorization's digest has 32 bytes.", nameof(digest));
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=ACME challenge", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509Extension(IdentifierOid, Authorization(digest), critical: true));
        var now = time.GetUtcNow();
        return new TlsCertificate(request.CreateSelfSigned(now - Lifetime, now + Lifetime), []);
    }

    /// <summary>Authorization ::= OCTET STRING (SIZE (32))</summary>
    private static byte[] Authorization(byte[] digest)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteOctetString(digest);
        return writer.Encode();
    }
}
