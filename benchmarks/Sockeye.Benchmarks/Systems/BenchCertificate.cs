using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sockeye.Benchmarks.Systems;

/// <summary>The one certificate that every system serves: ECDSA on P-256, for localhost, trusted by the generator as it is.</summary>
internal sealed class BenchCertificate
{
    public BenchCertificate(string folder)
    {
        CertificateFile = Path.Combine(folder, "certificate.pem");
        KeyFile = Path.Combine(folder, "key.pem");
        BothFile = Path.Combine(folder, "both.pem");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false)); // serverAuth
        var now = DateTimeOffset.UtcNow;
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        File.WriteAllText(CertificateFile, certificate.ExportCertificatePem() + "\n");
        File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem() + "\n");
        File.WriteAllText(BothFile, File.ReadAllText(CertificateFile) + File.ReadAllText(KeyFile));
    }

    public string CertificateFile { get; }

    public string KeyFile { get; }

    /// <summary>HAProxy reads both from one file.</summary>
    public string BothFile { get; }
}
