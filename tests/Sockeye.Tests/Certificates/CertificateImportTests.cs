using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using Sockeye.Control.Certificates;
using Sockeye.Control.Certificates.Managed;
using Sockeye.Tests.Configuration;

namespace Sockeye.Tests.Certificates;

public sealed class CertificateImportTests : IDisposable
{
    private const string Word = "a word that nobody logs";

    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new(TestCertificates.From.AddDays(1));
    private readonly X509Certificate2 _root = TestCertificates.Root();
    private readonly X509Certificate2 _upper;
    private readonly X509Certificate2 _lower;
    private readonly X509Certificate2 _leaf;
    private int _asked;

    public CertificateImportTests()
    {
        _upper = TestCertificates.Issued(_root, "CN=Upper", true);
        _lower = TestCertificates.Issued(_upper, "CN=Lower", true);
        _leaf = TestCertificates.Issued(_lower, "CN=leaf.example", false);
    }

    public void Dispose()
    {
        _directory.Dispose();
        foreach (var certificate in (X509Certificate2[])[_root, _upper, _lower, _leaf])
        {
            certificate.Dispose();
        }
    }

    [Fact]
    public void Read_ChainInAnyOrder_IsOrderedBehindTheLeafOfTheKeyWithoutTheRoot()
    {
        var chain = Write("chain.pem", TestCertificates.Pem(_root, _upper, _leaf, _lower));
        var key = Write("key.pem", TestCertificates.KeyPem(_leaf));

        ShouldBeTheChain(Read(chain, key));
        _asked.ShouldBe(0);
    }

    [Fact]
    public void Read_KeyInTheSameFile_IsFoundWhereverItStands() =>
        ShouldBeTheChain(Read(Write("all.pem", TestCertificates.KeyPem(_leaf) + TestCertificates.Pem(_leaf, _lower, _upper, _root))));

    [Fact]
    public void Read_Document_IsWhatTheStoreReadsBack()
    {
        var loaded = Read(Write("all.pem", TestCertificates.KeyPem(_leaf) + TestCertificates.Pem(_leaf, _lower, _upper, _root)));
        var store = new FileCertificateStore(_directory.Path);

        store.Write(StoredCertificate.DocumentOf("main"), StoredCertificate.Write(loaded.Certificate));

        ShouldBeTheChain(StoredCertificate.TryRead(store, "main", _time)!);
        var text = File.ReadAllText(_directory["acme/certificates/main.pem"]);
        text.ShouldEndWith("-----END PRIVATE KEY-----\n");
        text.Split("-----BEGIN CERTIFICATE-----").Length.ShouldBe(4, "leaf and two intermediates, no root");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_EncryptedKey_IsDecryptedByThePassword(bool rsa)
    {
        using AsymmetricAlgorithm key = rsa ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var leaf = TestCertificates.SelfSigned("CN=locked.example", false, key);
        var file = Write("locked.pem", TestCertificates.Pem(leaf) + Encrypted(key));

        Read(file).Certificate.Leaf.Thumbprint.ShouldBe(leaf.Thumbprint);

        _asked.ShouldBe(1);
    }

    [Fact]
    public void Read_EncryptedKeyWithAnotherPassword_IsOneLineWithoutIt()
    {
        using var key = _leaf.GetECDsaPrivateKey()!;
        var file = Write("locked.pem", TestCertificates.Pem(_leaf) + Encrypted(key));

        Fails(file, null, "can't be decrypted", password: "another word");
    }

    [Fact]
    public void Read_KeyOfAnotherCertificate_IsRefused()
    {
        using var other = TestCertificates.Leaf();
        Fails(Write("chain.pem", TestCertificates.Pem(_leaf, _lower)), Write("key.pem", TestCertificates.KeyPem(other)), "does not belong to any certificate");
    }

    [Fact]
    public void Read_NoKey_SaysHowToNameIt() => Fails(Write("chain.pem", TestCertificates.Pem(_leaf)), null, "--key");

    [Fact]
    public void Read_OldEncryptedForm_SaysHowToWriteItAnew() => Fails(
        Write("old.pem", TestCertificates.Pem(_leaf) + "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n-----END EC PRIVATE KEY-----\n"),
        null,
        "openssl pkey");

    [Fact]
    public void Read_Expired_IsRefused()
    {
        _time.SetUtcNow(TestCertificates.Until.AddMinutes(1));
        Fails(Write("all.pem", TestCertificates.Pem(_leaf) + TestCertificates.KeyPem(_leaf)), null, "expired on 2030-01-01");
    }

    [Fact]
    public void Read_NotYetValid_IsAWarning()
    {
        using var leaf = TestCertificates.Issued(_root, "CN=early.example", false);
        var early = new FakeTimeProvider(TestCertificates.From.AddDays(-1));
        var file = Write("all.pem", TestCertificates.Pem(leaf, _root) + TestCertificates.KeyPem(leaf));

        CertificateImport.Read(file, null, Password, early).Warnings.ShouldHaveSingleItem().ShouldContain("not valid before 2026-01-01");
    }

    [Fact]
    public void Read_IntermediateMissing_IsAWarningWithItsName()
    {
        var loaded = Read(Write("all.pem", TestCertificates.Pem(_leaf, _lower) + TestCertificates.KeyPem(_leaf)));

        loaded.Warnings.ShouldHaveSingleItem().ShouldContain("\"CN=Upper\"");
        loaded.Certificate.Intermediates.Select(c => c.Subject).ShouldBe(["CN=Lower"]);
    }

    [Fact]
    public void Read_SignedByItself_IsAWarning()
    {
        using var own = TestCertificates.Leaf();
        Read(Write("own.pem", TestCertificates.Pem(own) + TestCertificates.KeyPem(own))).Warnings.ShouldHaveSingleItem().ShouldContain("signed by itself");
    }

    [Fact]
    public void Read_WeakRsa_IsRefused()
    {
#pragma warning disable CA5385 // the point of the test
        using var rsa = RSA.Create(1024);
#pragma warning restore CA5385
        using var leaf = TestCertificates.SelfSigned("CN=weak.example", false, rsa);
        Fails(Write("weak.pem", TestCertificates.Pem(leaf) + TestCertificates.KeyPem(leaf)), null, "1024 bits");
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello, world\n")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIB")]
    public void Read_NoCertificate_IsOneLine(string content) => Fails(Write("bad.pem", content), null, "bad.pem");

    [Fact]
    public void Read_FileMissing_IsOneLine() => Fails(_directory["none.pem"], null, "does not exist");

    private LoadedCertificate Read(string file, string? key = null) => CertificateImport.Read(file, key, Password, _time);

    private string Password()
    {
        _asked++;
        return Word;
    }

    private static void ShouldBeTheChain(LoadedCertificate loaded)
    {
        loaded.Certificate.Leaf.Subject.ShouldBe("CN=leaf.example");
        loaded.Certificate.Leaf.HasPrivateKey.ShouldBeTrue();
        loaded.Certificate.Intermediates.Select(c => c.Subject).ShouldBe(["CN=Lower", "CN=Upper"]);
        loaded.Warnings.ShouldBeEmpty();
    }

    private void Fails(string file, string? key, string with, string password = Word)
    {
        var message = Should.Throw<CertificateException>(() => CertificateImport.Read(file, key, () => password, _time)).Message;
        message.ShouldContain(with);
        message.ShouldNotContain("\n");
        message.ShouldNotContain(password);
    }

    private string Write(string name, string content) => _directory.Write(name, content);

    private static string Encrypted(AsymmetricAlgorithm key) =>
        key.ExportEncryptedPkcs8PrivateKeyPem(Word, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)) + "\n";
}
