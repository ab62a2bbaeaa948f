using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sockeye.Control.Certificates;

namespace Sockeye.Tests.Certificates;

public sealed class CertificateSummaryTests
{
    [Fact]
    public void Of_CertificateWithAlternativeNames_HasThemAllAndNotTheCommonName()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var request = new CertificateRequest("CN=ignored.example, O=Some", key, HashAlgorithmName.SHA384);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("example.com");
        names.AddDnsName("*.example.com");
        names.AddIpAddress(IPAddress.Parse("2001:db8::1"));
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(TestCertificates.From, TestCertificates.Until);

        var summary = CertificateSummary.Of(certificate);

        summary.Names.ShouldBe(["example.com", "*.example.com", "2001:db8::1"]);
        summary.Issuer.ShouldBe("CN=ignored.example, O=Some");
        summary.NotBefore.ShouldBe(TestCertificates.From);
        summary.NotAfter.ShouldBe(TestCertificates.Until);
        summary.Key.ShouldBe("ECDSA P-384");
        summary.SerialNumber.ShouldBe(certificate.SerialNumber.ToLowerInvariant());
        summary.Sha256.ShouldBe(certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant());
        summary.Fingerprint().Split(':').Length.ShouldBe(32);
        summary.Fingerprint().Replace(":", "", StringComparison.Ordinal).ShouldBe(summary.Sha256.ToUpperInvariant());
    }

    [Fact]
    public void Of_CertificateWithoutThem_HasTheCommonName()
    {
        using var rsa = RSA.Create(3072);
        using var certificate = TestCertificates.SelfSigned("CN=old.example", false, rsa);

        var summary = CertificateSummary.Of(certificate);

        summary.Names.ShouldBe(["old.example"]);
        summary.Key.ShouldBe("RSA 3072");
    }
}
