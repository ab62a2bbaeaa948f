using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sockeye.Engine.Transport.Tls;

namespace Sockeye.Tests.Testing;

/// <summary>A certificate authority that lives in the test process.</summary>
internal sealed class TestAuthority
{
    private readonly X509Certificate2 _withKey;
    private readonly IReadOnlyList<X509Certificate2> _chain;

    private TestAuthority(X509Certificate2 withKey, IReadOnlyList<X509Certificate2> chain)
    {
        _withKey = withKey;
        _chain = chain;
    }

    /// <summary>The certificate without its key, for those who trust it.</summary>
    public X509Certificate2 Certificate => X509CertificateLoader.LoadCertificate(_withKey.RawData);

    public static TestAuthority CreateRoot(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = DateTimeOffset.UtcNow;
        return new(Request(name, key).CreateSelfSigned(now.AddDays(-2), now.AddDays(60)), []);
    }

    /// <summary>An authority below this one; what it issues carries it as an intermediate.</summary>
    public TestAuthority CreateIntermediate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = DateTimeOffset.UtcNow;
        using var certificate = Request(name, key).Create(_withKey, now.AddDays(-1), now.AddDays(50), RandomNumberGenerator.GetBytes(16));
        return new(certificate.CopyWithPrivateKey(key), [X509CertificateLoader.LoadCertificate(certificate.RawData), .. _chain]);
    }

    /// <summary>A server certificate for these names or IP literals. Takes the key.</summary>
    public TlsCertificate Issue(AsymmetricAlgorithm key, params string[] names)
    {
        using (key)
        {
            var request = key switch
            {
                ECDsa ec => new CertificateRequest($"CN={names[0]}", ec, HashAlgorithmName.SHA256),
                RSA rsa => new CertificateRequest($"CN={names[0]}", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
                _ => throw new ArgumentException("ECDSA or RSA", nameof(key)),
            };
            request.CertificateExtensions.Add(TestCertificates.AlternativeNames(names));
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
            var now = DateTimeOffset.UtcNow;
            var generator = X509SignatureGenerator.CreateForECDsa(_withKey.GetECDsaPrivateKey()!);
            using var certificate = request.Create(
                _withKey.SubjectName, generator, now.AddDays(-1), now.AddDays(30), RandomNumberGenerator.GetBytes(16));
            var leaf = key is ECDsa e ? certificate.CopyWithPrivateKey(e) : certificate.CopyWithPrivateKey((RSA)key);
            return new(leaf, _chain);
        }
    }

    private static CertificateRequest Request(string name, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        return request;
    }
}
