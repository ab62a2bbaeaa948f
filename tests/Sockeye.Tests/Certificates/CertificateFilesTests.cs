using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using Sockeye.Control.Certificates;
using Sockeye.Tests.Configuration;

namespace Sockeye.Tests.Certificates;

public sealed class CertificateFilesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new(TestCertificates.From.AddDays(1));

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Load_ChainInAnyOrder_SendsItInOrderWithoutTheRoot()
    {
        using var root = TestCertificates.Root();
        using var upper = TestCertificates.Issued(root, "CN=Upper", true);
        using var lower = TestCertificates.Issued(upper, "CN=Lower", true);
        using var leaf = TestCertificates.Issued(lower, "CN=leaf.example", false);
        var chain = _directory.Write("chain.pem", "some text before\n" + TestCertificates.Pem(leaf, root, upper, lower, leaf));
        var key = _directory.Write("key.pem", TestCertificates.KeyPem(leaf));

        var loaded = CertificateFiles.Load(chain, key, _time);

        loaded.Certificate.Leaf.Thumbprint.ShouldBe(leaf.Thumbprint);
        loaded.Certificate.Leaf.GetECDsaPrivateKey()!.ExportPkcs8PrivateKey().ShouldNotBeEmpty();
        loaded.Certificate.Intermediates.Select(c => c.Subject).ShouldBe(["CN=Lower", "CN=Upper"]);
        loaded.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("pkcs8")]
    [InlineData("sec1")]
    [InlineData("with-parameters")]
    public void Load_EcKeyInEachForm_InTheSameFile(string form)
    {
        using var leaf = TestCertificates.Leaf();
        using var key = leaf.GetECDsaPrivateKey()!;
        var pem = form switch
        {
            "pkcs8" => key.ExportPkcs8PrivateKeyPem(),
            "sec1" => key.ExportECPrivateKeyPem(),
            _ => "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n" + key.ExportECPrivateKeyPem(),
        };
        var file = _directory.Write("all.pem", pem + "\n" + TestCertificates.Pem(leaf));

        CertificateFiles.Load(file, null, _time).Certificate.Leaf.HasPrivateKey.ShouldBeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Load_RsaKeyInEachForm(bool pkcs8)
    {
        using var rsa = RSA.Create(2048);
        using var leaf = TestCertificates.SelfSigned("CN=rsa.example", false, rsa);
        var file = _directory.Write("chain.pem", TestCertificates.Pem(leaf));
        var key = _directory.Write("key.pem", pkcs8 ? rsa.ExportPkcs8PrivateKeyPem() : rsa.ExportRSAPrivateKeyPem());

        CertificateFiles.Load(file, key, _time).Certificate.Leaf.GetRSAPrivateKey().ShouldNotBeNull();
    }

    [Fact]
    public void Load_EncryptedKey_SaysSo()
    {
        using var leaf = TestCertificates.Leaf();
        var file = _directory.Write("chain.pem", TestCertificates.Pem(leaf));
        var parameters = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        _directory.Write("new.pem", leaf.GetECDsaPrivateKey()!.ExportEncryptedPkcs8PrivateKeyPem("secret", parameters));
        _directory.Write("old.pem", "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----\n");

        Error(file, _directory["new.pem"]).ShouldContain("is encrypted");
        Error(file, _directory["old.pem"]).ShouldContain("is encrypted");
    }

    [Fact]
    public void Load_KeyOfAnother_SaysSo()
    {
        using var leaf = TestCertificates.Leaf();
        using var other = TestCertificates.Leaf();
        using var rsa = RSA.Create(2048);
        var file = _directory.Write("chain.pem", TestCertificates.Pem(leaf));

        Error(file, _directory.Write("ec.pem", TestCertificates.KeyPem(other))).ShouldContain("does not belong to the first certificate");
        Error(file, _directory.Write("rsa.pem", rsa.ExportRSAPrivateKeyPem())).ShouldContain("key.pem".Replace("key", "rsa", StringComparison.Ordinal));
    }

    [Fact]
    public void Load_CurveOutsideTls_IsRefused()
    {
        using var usable = TestCertificates.SelfSigned("CN=ec.example", false, ECDsa.Create(ECCurve.NamedCurves.nistP384));
        using var strange = TestCertificates.SelfSigned("CN=ec.example", false, ECDsa.Create(ECCurve.CreateFromFriendlyName("secp256k1")));
        var file = _directory.Write("p384.pem", TestCertificates.Pem(usable) + TestCertificates.KeyPem(usable));

        CertificateFiles.Load(file, null, _time).Certificate.Leaf.HasPrivateKey.ShouldBeTrue();
        Error(_directory.Write("k1.pem", TestCertificates.Pem(strange) + TestCertificates.KeyPem(strange)), null).ShouldContain("a curve that TLS 1.3 does not have");
    }

    [Fact]
    public void Load_ShortRsaKey_IsRefused()
    {
        using var rsa = RSA.Create(1024);
        using var leaf = TestCertificates.SelfSigned("CN=rsa.example", false, rsa);
        var file = _directory.Write("all.pem", TestCertificates.Pem(leaf) + rsa.ExportPkcs8PrivateKeyPem());

        Error(file, null).ShouldContain("1024 bits");
    }

    [Fact]
    public void Load_FilesThatAreNone_SayWhy()
    {
        using var leaf = TestCertificates.Leaf();
        var pem = TestCertificates.Pem(leaf);
        var key = TestCertificates.KeyPem(leaf);

        Error(_directory["missing.pem"], null).ShouldEndWith("missing.pem does not exist");
        Error(_directory.Path, null).ShouldEndWith("is a directory, not a PEM file");
        Error(_directory.Write("empty.pem", ""), null).ShouldEndWith("is empty");
        Error(_directory.Write("text.pem", "hello"), null).ShouldEndWith("holds no certificate");
        Error(_directory.Write("alone.pem", pem), null).ShouldEndWith("holds no private key");
        Error(_directory.Write("half.pem", pem[..(pem.Length / 2)]), null).ShouldEndWith("is cut off");
        Error(_directory.Write("halfkey.pem", pem + key[..(key.Length / 2)]), null).ShouldEndWith("is cut off");
        Error(_directory.Write("damaged.pem", pem.Replace("MII", "MIJ", StringComparison.Ordinal) + key), null).ShouldContain("certificate 1 of the file");
        Error(_directory.Write("letters.pem", pem.Insert(60, "*") + key), null).ShouldContain("damaged");
        File.WriteAllBytes(_directory["der.pem"], leaf.RawData);
        Error(_directory["der.pem"], null).ShouldContain("is binary");
    }

    [Fact]
    public void Load_CutAnywhere_NeverThrowsAnythingElse()
    {
        using var leaf = TestCertificates.Leaf();
        var whole = TestCertificates.Pem(leaf) + TestCertificates.KeyPem(leaf).TrimEnd();
        for (var length = 0; length < whole.Length; length++)
        {
            var file = _directory.Write("cut.pem", whole[..length]);
            Error(file, null).ShouldNotContain('\n');
        }
    }

    [Theory]
    [InlineData(-2, "is not valid before 2026-01-01")]
    [InlineData(2000, "expired on 2030-01-01")]
    public void Load_OutsideItsTime_Warns(int days, string expected)
    {
        using var leaf = TestCertificates.Leaf();
        var file = _directory.Write("all.pem", TestCertificates.Pem(leaf) + TestCertificates.KeyPem(leaf));

        CertificateFiles.Load(file, null, new FakeTimeProvider(TestCertificates.From.AddDays(days)))
            .Warnings.ShouldHaveSingleItem().ShouldContain(expected);
    }

    [Fact]
    public void Load_AsksForAStapledAnswer_Warns()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=proxy.example", key, HashAlgorithmName.SHA256);

        // RFC 7633 section 6: SEQUENCE OF INTEGER, here status_request (5).
        request.CertificateExtensions.Add(new X509Extension("1.3.6.1.5.5.7.1.24", [0x30, 0x03, 0x02, 0x01, 0x05], critical: false));
        using var leaf = request.CreateSelfSigned(TestCertificates.From, TestCertificates.Until);
        var file = _directory.Write("all.pem", TestCertificates.Pem(leaf) + TestCertificates.KeyPem(leaf));

        CertificateFiles.Load(file, null, _time).Warnings.ShouldHaveSingleItem().ShouldContain("must-staple");
    }

    [Fact]
    public void LoadAuthorities_TakesAll()
    {
        using var first = TestCertificates.Root();
        using var second = TestCertificates.Root();

        CertificateFiles.LoadAuthorities(_directory.Write("ca.pem", TestCertificates.Pem(first, second))).Count.ShouldBe(2);
        CertificateFiles.ParseAuthorities(TestCertificates.Pem(first, second), "upstream berlin").Count.ShouldBe(2);
        Should.Throw<CertificateException>(() => CertificateFiles.ParseAuthorities("", "upstream berlin")).Message.ShouldBe("upstream berlin is empty");
        Should.Throw<CertificateException>(() => CertificateFiles.LoadAuthorities(_directory.Write("none.pem", "x"))).Message.ShouldContain("no certificate");
    }

    private string Error(string certificate, string? key) => Should.Throw<CertificateException>(() => CertificateFiles.Load(certificate, key, _time)).Message;
}
