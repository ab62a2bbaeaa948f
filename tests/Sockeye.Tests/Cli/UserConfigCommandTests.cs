namespace Sockeye.Tests.Cli;

[Collection(CliTests.Name)]
public sealed class UserConfigCommandTests : IDisposable
{
    private const string Password = "correct horse battery staple";

    private readonly CliHarness _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Config_WithoutAPassword_LeavesAPlaceForIt()
    {
        await AddAsync();
        var result = (await _cli.RunAsync("user", "config", "alice", "--format", "git", "--host", "proxy.example")).ShouldSucceed();
        result.Out.ShouldContain("proxy = \"https://alice:PUT-THE-PASSWORD-HERE@proxy.example:1080\"");
        result.Error.ShouldBe("");
    }

    [Fact]
    public async Task Config_WithThePassword_WritesItAndSaysSo()
    {
        await AddAsync();
        var result = (await _cli.RunWithInputAsync(
            Password + "\n", "user", "config", "alice", "--format", "git", "--host", "proxy.example:443", "--password-stdin")).ShouldSucceed();
        result.Out.ShouldContain("https://alice:correct%20horse%20battery%20staple@proxy.example:443");
        result.Error.ShouldBe("warning: what is printed has the user's password in it, readable\n");
    }

    [Fact]
    public async Task Config_WithAWrongPassword_Is1AndWritesNothing()
    {
        await AddAsync();
        var file = Path.Combine(_cli.Data, "out");
        var result = await _cli.RunWithInputAsync(
            "incorrect\n", "user", "config", "alice", "--format", "git", "--host", "proxy.example", "--password-stdin", "--output", file);
        result.ShouldFail(1).ShouldBe("that is not the password of alice; nothing was written");
        result.Out.ShouldBe("");
        File.Exists(file).ShouldBeFalse();
    }

    [Fact]
    public async Task Config_ToAFile_IsForItsOwnerOnly()
    {
        await AddAsync();
        var file = Path.Combine(_cli.Data, "out");
        var result = (await _cli.RunWithInputAsync(
            Password + "\n", "user", "config", "alice", "--format", "curlrc", "--host", "proxy.example", "--password-stdin", "--output", file)).ShouldSucceed();
        result.Out.ShouldBe("");
        result.Error.ShouldBe($"warning: {file} has the user's password in it, readable\n");
        (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldContain($"proxy-user = \"alice:{Password}\"");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task Config_OfAClientByTheBridge_HasNoPasswordAndTheCommand()
    {
        await AddAsync();
        var result = (await _cli.RunWithInputAsync(
            Password + "\n", "user", "config", "alice", "--format", "proxychains", "--host", "proxy.example", "--password-stdin")).ShouldSucceed();
        result.Out.ShouldNotContain(Password);
        result.Out.ShouldContain("sockeye connect socks5s://alice@proxy.example:1080");
        result.Error.ShouldBe("");
    }

    [Fact]
    public async Task List_AsJson_HasEveryFormatWithWhatItCarries()
    {
        await AddAsync("--allow", "connect");
        var formats = (await _cli.RunAsync("user", "config", "alice", "--format", "list", "--json", "--host", "h.example")).ShouldSucceed().Json;
        formats.GetArrayLength().ShouldBe(Sockeye.Control.Clients.ClientFormats.All.Count);
        var gost = formats.EnumerateArray().Single(f => f.GetProperty("format").GetString() == "gost");
        gost.GetProperty("way").GetString().ShouldBe("socks5");
        gost.GetProperty("carries").GetString().ShouldBe("Carries TCP inside TLS; no UDP (the user may not)");
    }

    [Fact]
    public async Task List_OfAnInboundThatSpeaksOneProtocol_LeavesOutWhatNeedsTheOther()
    {
        _cli.Configure("""{ "inbounds": [ { "listen": "127.0.0.1:1080", "protocols": ["socks5"] } ] }""");
        await AddAsync();
        var table = (await _cli.RunAsync("user", "config", "alice", "--format", "list")).ShouldSucceed().Out;
        table.ShouldContain("\ngost ");
        table.ShouldNotContain("\ncurl ");
        (await _cli.RunAsync("user", "config", "alice", "--format", "curl", "--host", "h.example")).ShouldFail(1).ShouldContain("does not speak http");
    }

    [Theory]
    [InlineData("""{ "tunnel": true, "plain": true }""", "xray", "UDP outside TLS, readable on its way")]
    [InlineData("""{ "tunnel": true, "plain": false }""", "xray", "no UDP (this client's would go outside TLS)")]
    [InlineData("""{ "tunnel": true }""", "gost", "UDP inside TLS")]
    [InlineData("""{ "tunnel": false }""", "gost", "no UDP (the inbound does not serve it)")]
    public async Task Config_OfAnInbound_SaysWhichUdpItServes(string udp, string format, string says)
    {
        _cli.Configure($$"""{ "inbounds": [ { "listen": "127.0.0.1:1080", "udp": {{udp}} } ] }""");
        await AddAsync();
        (await _cli.RunAsync("user", "config", "alice", "--format", format)).ShouldSucceed().Out.ShouldContain($"Carries TCP inside TLS; {says}\n");
    }

    [Fact]
    public async Task Config_OfAnInboundWithoutTls_IsWithoutTlsAndNoBridge()
    {
        _cli.Configure("""{ "inbounds": [ { "listen": "127.0.0.1:1080" }, { "tag": "plain", "listen": "127.0.0.1:1081", "tls": "none" } ] }""");
        await AddAsync();
        (await _cli.RunAsync("user", "config", "alice", "--format", "curl", "--inbound", "plain")).ShouldSucceed().Out
            .ShouldContain("--proxy http://127.0.0.1:1081 --proxy-user alice https");
        (await _cli.RunAsync("user", "config", "alice", "--format", "ssh", "--inbound", "plain", "--host", "h.example")).ShouldFail(1).ShouldContain("bridge");
        (await _cli.RunAsync("user", "config", "alice", "--format", "curl", "--inbound", "nobody")).ShouldFail(2).ShouldContain("socks-in, plain");
    }

    [Theory]
    [InlineData(2, "no format is called \"netscape\"", "--format", "netscape")]
    [InlineData(2, "--output FILE", "--format", "qr-png")]
    [InlineData(2, "--json goes with --format list", "--format", "curl", "--json")]
    [InlineData(2, "--host takes", "--format", "curl", "--host", "http://x/")]
    [InlineData(2, "--host takes", "--format", "curl", "--host", "a b")]
    [InlineData(2, "--host takes", "--format", "pac", "--host", "a\";alert(1)//:443")]
    public async Task Config_WithWrongUsage_Is2AndSaysWhatIsRight(int status, string says, params string[] options)
    {
        await AddAsync();
        string[] host = options.Contains("--host") ? [] : ["--host", "h.example"];
        (await _cli.RunAsync(["user", "config", "alice", .. host, .. options])).ShouldFail(status).ShouldContain(says);
    }

    [Fact]
    public async Task Config_OfNobody_Is1() =>
        (await _cli.RunAsync("user", "config", "nobody", "--format", "curl")).ShouldFail(1).ShouldContain("no user is called");

    [Fact]
    public async Task Config_OnThisMachineOnly_SaysSo()
    {
        await AddAsync();
        (await _cli.RunAsync("user", "config", "alice", "--format", "curl")).ShouldSucceed().Error.ShouldContain("--host HOST");
    }

    [Fact]
    public async Task Config_OfADisabledUser_Warns()
    {
        await AddAsync();
        (await _cli.RunAsync("user", "disable", "alice")).ShouldSucceed();
        (await _cli.RunAsync("user", "config", "alice", "--format", "curl", "--host", "h.example")).ShouldSucceed()
            .Error.ShouldBe("warning: the user is disabled and can't log in\n");
    }

    [Theory]
    [InlineData("[2001:db8::1]:443", "'https://[2001:db8::1]:443'")]
    [InlineData("2001:db8::1", "'https://[2001:db8::1]:1080'")]
    [InlineData("192.0.2.7", "https://192.0.2.7:1080")]
    [InlineData("proxy.example:8443", "https://proxy.example:8443")]
    public async Task Host_InEverySpelling_IsTaken(string host, string address)
    {
        await AddAsync();
        (await _cli.RunAsync("user", "config", "alice", "--format", "curl", "--host", host)).ShouldSucceed().Out.ShouldContain($"--proxy {address} ");
    }

    [Fact]
    public async Task Authority_NamedByAFile_GoesIntoTheConfiguration()
    {
        await AddAsync();
        using var key = System.Security.Cryptography.ECDsa.Create();
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest(
            "CN=x", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        var pem = certificate.ExportCertificatePem();
        var file = _cli.Write("own-ca.pem", key.ExportPkcs8PrivateKeyPem() + "\n" + pem);

        var json = (await _cli.RunAsync("user", "config", "alice", "--format", "xray", "--host", "h.example", "--ca", file)).ShouldSucceed().Out;

        json.ShouldContain(pem.Split('\n')[1]);
        json.ShouldNotContain("PRIVATE KEY");
        (await _cli.RunAsync("user", "config", "alice", "--format", "xray", "--host", "h.example", "--ca", _cli.Write("empty.pem", "")))
            .ShouldFail(1).ShouldContain("no certificate");
    }

    private async Task AddAsync(params string[] options)
    {
        (await _cli.RunWithInputAsync(Password + "\n", ["user", "add", "alice", "--password-stdin", .. options])).ShouldSucceed();
    }
}
