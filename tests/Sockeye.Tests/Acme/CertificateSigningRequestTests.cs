using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sockeye.Acme;

namespace Sockeye.Tests.Acme;

public sealed class CertificateSigningRequestTests
{
    [Fact]
    public void Create_WithNamesAndAnAddress_HoldsThemAllAndNoCommonName()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var longest = new string('a', 60) + ".example.com";

        var request = Load(CertificateSigningRequest.Create(key, ["example.com", "*.example.com", longest, "192.0.2.1"]));

        request.SubjectName.RawData.ShouldBe([0x30, 0x00]);
        var names = new X509SubjectAlternativeNameExtension(request.CertificateExtensions.Single().RawData);
        names.EnumerateDnsNames().ShouldBe(["example.com", "*.example.com", longest]);
        names.EnumerateIPAddresses().ShouldBe([IPAddress.Parse("192.0.2.1")]);
        request.PublicKey.ExportSubjectPublicKeyInfo().ShouldBe(key.ExportSubjectPublicKeyInfo());
    }

    [Fact]
    public void Create_WithEachKindOfKey_IsSignedByIt()
    {
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);

        // Loading verifies the signature.
        Load(CertificateSigningRequest.Create(p384, ["example.com"])).PublicKey.ExportSubjectPublicKeyInfo().ShouldBe(p384.ExportSubjectPublicKeyInfo());
        Load(CertificateSigningRequest.Create(rsa, ["example.com"])).PublicKey.ExportSubjectPublicKeyInfo().ShouldBe(rsa.ExportSubjectPublicKeyInfo());
    }

    [Fact]
    public void Create_WithoutANameOrWithAKeyOfAnotherKind_IsRefused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var exchange = ECDiffieHellman.Create();

        Should.Throw<ArgumentException>(() => CertificateSigningRequest.Create(key, []));
        Should.Throw<ArgumentException>(() => CertificateSigningRequest.Create(exchange, ["example.com"]));
    }

    private static CertificateRequest Load(byte[] der) => CertificateRequest.LoadSigningRequest(
        der, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions, RSASignaturePadding.Pkcs1);
}
