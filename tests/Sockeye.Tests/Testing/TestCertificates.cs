using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sockeye.Engine.Transport.Tls;

namespace Sockeye.Tests.Testing;

/// <summary>Certificates made in the process. Their keys are exportable; the caller need not dispose them.</summary>
internal static class TestCertificates
{
    private static readonly Lazy<TestAuthority> LazyAuthority = new(() => TestAuthority.CreateRoot("Sockeye test root"));

    /// <summary>One root for the whole run.</summary>
    public static TestAuthority Authority => LazyAuthority.Value;

    /// <summary>An ECDSA P-256 certificate of <see cref="Authority"/> for these names or IP literals.</summary>
    public static TlsCertificate Issue(params string[] names) => Authority.Issue(ECDsa.Create(ECCurve.NamedCurves.nistP256), names);

    /// <summary>An RSA certificate of <see cref="Authority"/>.</summary>
    public static TlsCertificate IssueRsa(params string[] names) => Authority.Issue(RSA.Create(2048), names);

    /// <summary>A certificate that signs itself.</summary>
    public static TlsCertificate SelfSigned(params string[] names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={names[0]}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(AlternativeNames(names));
        return new(request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30)), []);
    }

    /// <summary>SHA-256 of the leaf's SubjectPublicKeyInfo.</summary>
    public static byte[] KeySha256(TlsCertificate certificate) =>
        SHA256.HashData(certificate.Leaf.PublicKey.ExportSubjectPublicKeyInfo());

    internal static X509Extension AlternativeNames(IEnumerable<string> names)
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address)) builder.AddIpAddress(address);
            else builder.AddDnsName(name);
        }

        return builder.Build();
    }
}
