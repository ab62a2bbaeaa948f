using System.Security.Cryptography.X509Certificates;
using Sockeye.Control.Certificates;
using Sockeye.Control.Certificates.Managed;
using Sockeye.Control.Configuration;
using Sockeye.Tests.Testing;

namespace Sockeye.Tests.Cli;

[Collection(CliTests.Name)]
public sealed class CertCommandTests : IDisposable
{
    private const string Word = "a word that nobody logs";

    private readonly CliHarness _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Authority_NotMadeYet_SaysWhatMakesIt()
    {
        var message = (await _cli.RunAsync("cert", "authority")).ShouldFail(1);
        message.ShouldContain(Path.Combine(_cli.Data, "ca.pem"));
        message.ShouldContain("sockeye serve");
    }

    [Fact]
    public async Task Authority_Damaged_IsOneLine()
    {
        _cli.Write("ca.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        (await _cli.RunAsync("cert", "authority")).ShouldFail(1).ShouldContain("ca.pem");
    }

    [Fact]
    public async Task Authority_Text_HasFingerprintNamesAndEachSystemsCommandWithThePath()
    {
        var authority = MakeAuthority();
        var result = (await _cli.RunAsync("cert", "authority")).ShouldSucceed();

        result.Out.ShouldContain(CertificateSummary.Of(authority).Fingerprint());
        result.Out.ShouldContain("localhost, box, 127.0.0.1, ::1, 192.0.2.7");
        var path = Path.Combine(_cli.Data, "ca.pem");
        foreach (var command in (string[])
        [
            $"curl --proxy-cacert {path}",
            $"sudo install -m 644 {path} /usr/local/share/ca-certificates/",
            "sudo update-ca-certificates",
            $"sudo trust anchor {path}",
            $"certutil -addstore Root \"{path}\"",
            $"Import-Certificate -FilePath \"{path}\"",
            $"/Library/Keychains/System.keychain {path}",
            $"certutil -d sql:\"$HOME/.pki/nssdb\" -A -t C,, -n 'Sockeye local authority (box)' -i {path}",
            "security.enterprise_roots.enabled",
        ])
        {
            result.Out.ShouldContain(command);
        }

        result.Out.ShouldContain("Android");
        result.Error.ShouldBe("");
    }

    [Fact]
    public async Task Authority_Json_HasTheSame()
    {
        var authority = CertificateSummary.Of(MakeAuthority());
        var json = (await _cli.RunAsync("cert", "authority", "--json")).ShouldSucceed().Json;

        json.GetProperty("file").GetString().ShouldBe(Path.Combine(_cli.Data, "ca.pem"));
        json.GetProperty("sha256").GetString().ShouldBe(authority.Sha256);
        json.GetProperty("notAfter").GetDateTimeOffset().ShouldBe(authority.NotAfter);
        json.GetProperty("permitted").EnumerateArray().Select(n => n.GetString()).ShouldContain("box");
        json.GetProperty("trust").EnumerateArray().ShouldAllBe(w => w.GetProperty("steps").GetArrayLength() > 0);
    }

    [Fact]
    public async Task Authority_Pem_IsTheCertificateAloneAndTouchesNothing()
    {
        var authority = MakeAuthority();
        var files = Directory.GetFiles(_cli.Data).Order().ToList();
        var result = (await _cli.RunAsync("cert", "authority", "--pem")).ShouldSucceed();

        using var printed = X509Certificate2.CreateFromPem(result.Out);
        printed.Thumbprint.ShouldBe(authority.Thumbprint);
        result.Out.ShouldStartWith("-----BEGIN CERTIFICATE-----");
        result.Out.ShouldNotContain("PRIVATE");
        Directory.GetFiles(_cli.Data).Order().ShouldBe(files);
        (await _cli.RunAsync("cert", "authority", "--pem", "--json")).ShouldFail(2);
    }

    [Fact]
    public async Task Import_Pem_IsStoredPrivatelyAndSaysWhatServesIt()
    {
        var certificate = TestCertificates.Issue("proxy.example", "*.proxy.example");
        var chain = _cli.Write("chain.pem", certificate.Leaf.ExportCertificatePem());
        var key = _cli.Write("key.pem", certificate.Leaf.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());

        var result = (await _cli.RunAsync("cert", "import", chain, "--key", key)).ShouldSucceed();

        result.Out.ShouldContain("certificate default imported");
        result.Out.ShouldContain("proxy.example, *.proxy.example");
        result.Out.ShouldContain("socks-in, from the next start on");
        result.Error.ShouldStartWith("warning: ");
        result.Error.ShouldContain("Sockeye test root");
        var file = Path.Combine(_cli.Data, "acme", "certificates", "default.pem");
        File.ReadAllText(file).ShouldContain("-----BEGIN PRIVATE KEY-----");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        (await _cli.RunAsync("cert", "remove", "default")).ShouldSucceed().Out.ShouldBe("certificate default removed\n");
        File.Exists(file).ShouldBeFalse();
        (await _cli.RunAsync("cert", "remove", "default")).ShouldFail(1).ShouldContain("default");
    }

    [Fact]
    public async Task Import_OverOneThatWasIssued_ForgetsWhatIsNotedOfThatOne()
    {
        var certificate = TestCertificates.Issue("proxy.example");
        var chain = _cli.Write("both.pem", certificate.Leaf.ExportCertificatePem() + "\n" + certificate.Leaf.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        var store = new FileCertificateStore(_cli.Data);
        new CertificateState { Directory = AcmeOptions.LetsEncrypt }.Write(store, "main");

        (await _cli.RunAsync("cert", "import", chain, "--tag", "main")).ShouldSucceed();

        CertificateState.Read(store, "main").ShouldBe(new CertificateState());
    }

    [Fact]
    public async Task Import_Pkcs12_TakesThePasswordFromStandardInputOnly()
    {
        var file = Path.Combine(_cli.Data, "proxy.pfx");
        File.WriteAllBytes(file, TestCertificates.SelfSigned("proxy.example").Leaf.Export(X509ContentType.Pfx, Word));

        (await _cli.RunAsync("cert", "import", file)).ShouldFail(2).ShouldContain("--password-stdin");
        (await _cli.RunWithInputAsync("wrong\n", "cert", "import", file, "--password-stdin")).ShouldFail(1).ShouldContain("password is wrong");
        var result = (await _cli.RunWithInputAsync(Word + "\n", "cert", "import", file, "--password-stdin")).ShouldSucceed();

        (result.Out + result.Error).ShouldNotContain(Word);
        result.Out.ShouldContain("proxy.example");
    }

    [Fact]
    public async Task Import_NoInboundServesIt_SaysSo()
    {
        var file = WritePair();
        _cli.Configure("""{ "inbounds": [ { "listen": "127.0.0.1:0", "tls": "none" } ] }""");
        (await _cli.RunAsync("cert", "import", file)).ShouldSucceed().Out.ShouldContain("no inbound");
        (await _cli.RunAsync("cert", "import", file, "--tag", "main")).ShouldSucceed().Out.ShouldContain("no inbound");

        _cli.Configure("{ nonsense");
        (await _cli.RunAsync("cert", "import", file)).ShouldSucceed().Out.ShouldContain("sockeye check");
    }

    [Theory]
    [InlineData("../up")]
    [InlineData("a/b")]
    [InlineData(".hidden")]
    [InlineData("")]
    public async Task Tag_WithOtherCharacters_IsWrongUsage(string tag)
    {
        (await _cli.RunAsync("cert", "import", WritePair(), "--tag", tag)).ShouldFail(2).ShouldContain("tag");
        (await _cli.RunAsync("cert", "remove", tag)).ShouldFail(2).ShouldContain("tag");
    }

    [Fact]
    public async Task Import_Unusable_LeavesTheStoredOne()
    {
        (await _cli.RunAsync("cert", "import", WritePair())).ShouldSucceed();
        var file = Path.Combine(_cli.Data, "acme", "certificates", "default.pem");
        var before = File.ReadAllBytes(file);

        (await _cli.RunAsync("cert", "import", _cli.Write("bad.pem", "nothing"))).ShouldFail(1).ShouldContain("bad.pem");

        File.ReadAllBytes(file).ShouldBe(before);
    }

    [Fact]
    public async Task UserAdd_WithAnImportedDefault_NamesItsHostAndNoAuthority()
    {
        (await _cli.RunAsync("user", "add", "before")).ShouldSucceed().Out.ShouldContain("--proxy-cacert");
        (await _cli.RunAsync("cert", "import", WritePair())).ShouldSucceed();

        var result = (await _cli.RunAsync("user", "add", "alice")).ShouldSucceed();

        result.Out.ShouldContain("@proxy.example:1080");
        result.Out.ShouldNotContain("--proxy-cacert");
        var config = (await _cli.RunAsync("user", "config", "alice", "--format", "curl")).ShouldSucceed();
        config.Out.ShouldContain("https://proxy.example:1080");
        config.Out.ShouldNotContain("--proxy-cacert");
    }

    private X509Certificate2 MakeAuthority()
    {
        using var authority = LocalAuthority.Ensure(
            _cli.Data, TimeProvider.System, machine: () => new MachineNames("box", ["box"], [System.Net.IPAddress.Parse("192.0.2.7")]));
        return authority.Authority;
    }

    private string WritePair()
    {
        var leaf = TestCertificates.SelfSigned("proxy.example").Leaf;
        return _cli.Write("pair.pem", leaf.ExportCertificatePem() + "\n" + leaf.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem() + "\n");
    }
}
