using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sockeye.Tests.Certificates;

/// <summary>Certificates made for a test: a root, an intermediate, and leaves.</summary>
internal static class TestCertificates
{
    public static readonly DateTimeOffset From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Until = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static X509Certificate2 Root() => SelfSigned("CN=Root", true);

    public static X509Certificate2 Leaf(string name = "proxy.example") => SelfSigned("CN=" + name, false);

    public static X509Certificate2 SelfSigned(string subject, bool authority, AsymmetricAlgorithm? key = null)
    {
        var request = Request(subject, key ?? ECDsa.Create(ECCurve.NamedCurves.nistP256), authority);
        return request.CreateSelfSigned(From, Until);
    }

    public static X509Certificate2 Issued(X509Certificate2 issuer, string subject, bool authority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Request(subject, key, authority).Create(issuer, From, Until, RandomNumberGenerator.GetBytes(8));
        return certificate.CopyWithPrivateKey(key);
    }

    public static string Pem(params X509Certificate2[] certificates) => string.Join('\n', certificates.Select(c => c.ExportCertificatePem())) + "\n";

    public static string KeyPem(X509Certificate2 certificate) =>
        (certificate.GetECDsaPrivateKey()?.ExportPkcs8PrivateKeyPem() ?? certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem()) + "\n";

    private static CertificateRequest Request(string subject, AsymmetricAlgorithm key, bool authority)
    {
        var request = key is RSA rsa
            ? new CertificateRequest(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(subject, (ECDsa)key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(authority, false, 0, true));
        return request;
    }
}
