using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sockeye.FunctionalTests.Testing.Tls;

/// <summary>A certificate authority of the tests; its files live as long as the test process.</summary>
internal sealed class TestAuthority
{
    private static readonly string Folder = Directory.CreateTempSubdirectory("sockeye-test-pki-").FullName;
    private static int _serial;

    private readonly X509Certificate2 _certificate;

    static TestAuthority() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Folder, recursive: true);

    public TestAuthority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        _certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        File = Write(_certificate.ExportCertificatePem(), "ca");
    }

    /// <summary>The authority that the tests' clients trust.</summary>
    public static TestAuthority Trusted { get; } = new("Sockeye test authority");

    /// <summary>An authority that nobody trusts.</summary>
    public static TestAuthority Stranger { get; } = new("Stranger");

    /// <summary>The server certificate of most tests.</summary>
    public static IssuedCertificate Localhost { get; } = Trusted.Issue(KeyKind.Ecdsa, "localhost", "127.0.0.1", "::1");

    /// <summary>Its PEM file.</summary>
    public string File { get; }

    /// <summary>Its certificate.</summary>
    public X509Certificate2 Certificate => _certificate;

    /// <summary>A certificate for names and IP addresses, in files of its own.</summary>
    public IssuedCertificate Issue(KeyKind kind, params string[] names) =>
        Issue(kind, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(7), names);

    /// <summary>The same with a validity.</summary>
    public IssuedCertificate Issue(KeyKind kind, DateTimeOffset from, DateTimeOffset until, params string[] names)
    {
        using AsymmetricAlgorithm key = kind == KeyKind.Rsa ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = key is RSA rsa
            ? new CertificateRequest($"CN={names[0]}", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest($"CN={names[0]}", (ECDsa)key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (System.Net.IPAddress.TryParse(name, out var address))
            {
                alternatives.AddIpAddress(address);
            }
            else
            {
                alternatives.AddDnsName(name);
            }
        }

        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, true, false));
        var generator = X509SignatureGenerator.CreateForECDsa(_certificate.GetECDsaPrivateKey()!);
        using var issued = request.Create(
            _certificate.SubjectName, generator, from, until, RandomNumberGenerator.GetBytes(12));
        return new IssuedCertificate(Write(issued.ExportCertificatePem(), "crt"), Write(key.ExportPkcs8PrivateKeyPem(), "key"));
    }

    private static string Write(string pem, string kind)
    {
        var path = Path.Combine(Folder, $"{kind}-{Interlocked.Increment(ref _serial)}.pem");
        System.IO.File.WriteAllText(path, pem + "\n");
        System.IO.File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }
}

/// <summary>The kind of a certificate's key.</summary>
internal enum KeyKind
{
    Ecdsa,
    Rsa,
}

/// <summary>A certificate and its key, as PEM files.</summary>
internal sealed record IssuedCertificate(string CertificateFile, string KeyFile)
{
    /// <summary>SHA-256 of the certificate, to recognise it.</summary>
    public string Fingerprint
    {
        get
        {
            using var certificate = Load();
            return certificate.GetCertHashString(HashAlgorithmName.SHA256);
        }
    }

    /// <summary>With its private key, for a server in the test process.</summary>
    public X509Certificate2 LoadWithKey()
    {
        using var pem = X509Certificate2.CreateFromPemFile(CertificateFile, KeyFile);
        return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
    }

    private X509Certificate2 Load() => X509CertificateLoader.LoadCertificateFromFile(CertificateFile);
}
