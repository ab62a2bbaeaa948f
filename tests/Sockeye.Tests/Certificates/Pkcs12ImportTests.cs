using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using Sockeye.Control.Certificates;
using Sockeye.Control.Certificates.Managed;
using Sockeye.Tests.Configuration;

namespace Sockeye.Tests.Certificates;

public sealed class Pkcs12ImportTests : IDisposable
{
    private const string Word = "a word that nobody logs";

    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new(TestCertificates.From.AddDays(1));
    private readonly X509Certificate2 _root = TestCertificates.Root();
    private readonly X509Certificate2 _lower;
    private readonly X509Certificate2 _leaf;

    public Pkcs12ImportTests()
    {
        _lower = TestCertificates.Issued(_root, "CN=Lower", true);
        _leaf = TestCertificates.Issued(_lower, "CN=leaf.example", false);
    }

    public void Dispose()
    {
        _directory.Dispose();
        _root.Dispose();
        _lower.Dispose();
        _leaf.Dispose();
    }

    [Theory]
    [InlineData(Word)]
    [InlineData("")]
    [InlineData(null)]
    public void Read_ChainInSeveralBags_IsOrderedWithoutTheRoot(string? password)
    {
        var loaded = Read(Write(Export(password, Public(_root), Public(_lower), _leaf)));

        loaded.Certificate.Leaf.Thumbprint.ShouldBe(_leaf.Thumbprint);
        loaded.Certificate.Leaf.GetECDsaPrivateKey()!.ExportPkcs8PrivateKey().ShouldNotBeEmpty();
        loaded.Certificate.Intermediates.Select(c => c.Subject).ShouldBe(["CN=Lower"]);
        loaded.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Read_Rsa_HasItsKey()
    {
        using var rsa = RSA.Create(2048);
        using var leaf = TestCertificates.SelfSigned("CN=rsa.example", false, rsa);
        Read(Write(Export(Word, leaf))).Certificate.Leaf.GetRSAPrivateKey()!.ExportPkcs8PrivateKey().ShouldNotBeEmpty();
    }

    [Fact]
    public void Read_AnotherPassword_IsOneLineWithoutIt() => Fails(Export("the right one", _leaf), "the password is wrong");

    [Fact]
    public void Read_SeveralKeys_IsRefused() => Fails(Export(Word, _leaf, _lower), "2 private keys");

    [Fact]
    public void Read_NoKey_IsRefused() => Fails(Export(Word, Public(_leaf)), "no certificate with its private key");

    [Fact]
    public void Read_WithAKeyFile_IsRefused()
    {
        var file = Write(Export(Word, _leaf));
        Should.Throw<CertificateException>(() => CertificateImport.Read(file, file, () => Word, _time)).Message.ShouldContain("leave --key out");
    }

    [Fact]
    public void Read_CertificateInDer_IsToldFromPkcs12() => Fails(_leaf.RawData, "convert it to PEM");

    [Fact]
    public void Read_MoreRoundsThanTheLimit_IsRefused()
    {
        var parameters = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 2_000_000);
        Fails(_leaf.ExportPkcs12(parameters, Word), "more work");
    }

    [Fact]
    public void Read_DamagedAtEveryFiftiethByte_IsOneLineOrStillWhole()
    {
        var whole = Export(Word, Public(_root), Public(_lower), _leaf);
        var refused = 0;
        for (var at = 0; at < whole.Length; at += 50)
        {
            var damaged = (byte[])whole.Clone();
            damaged[at] ^= 0x15;
            try
            {
                Read(Write(damaged)).Certificate.Leaf.Thumbprint.ShouldBe(_leaf.Thumbprint, $"byte {at}");
            }
            catch (CertificateException error)
            {
                error.Message.ShouldContain("brought.pfx");
                error.Message.ShouldNotContain("\n");
                refused++;
            }
        }

        refused.ShouldBeGreaterThan(whole.Length / 50 / 2, "the file has a checksum");
    }

    [Fact]
    public void Read_CutAtEveryFiftiethByte_IsOneLine()
    {
        var whole = Export(Word, Public(_lower), _leaf);
        for (var length = 0; length < whole.Length; length += 50)
        {
            Fails(whole[..length], "brought.pfx");
        }
    }

    private LoadedCertificate Read(string file) => CertificateImport.Read(file, null, () => Word, _time);

    private void Fails(byte[] content, string with)
    {
        var file = Write(content);
        var message = Should.Throw<CertificateException>(() => Read(file)).Message;
        message.ShouldContain(with);
        message.ShouldNotContain("\n");
        message.ShouldNotContain(Word);
    }

    private string Write(byte[] content)
    {
        File.WriteAllBytes(_directory["brought.pfx"], content);
        return _directory["brought.pfx"];
    }

    private static byte[] Export(string? password, params X509Certificate2[] certificates) =>
        new X509Certificate2Collection(certificates).Export(X509ContentType.Pfx, password)!;

    private static X509Certificate2 Public(X509Certificate2 certificate) => X509CertificateLoader.LoadCertificate(certificate.RawData);
}
