using System.Text.Json;
using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Programs;

namespace Sockeye.FunctionalTests.Certificates;

/// <summary>What <c>cert authority</c> says, done, in folders of the test's own: then the server's certificate is trusted.</summary>
public sealed class AuthorityTrustTests : FunctionalTest, IDisposable
{
    private readonly TempDirectory _folder = new();
    private SockeyeServer _server = null!;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Pem_FromThePipe_IsWhatCurlTrusts()
    {
        var file = _folder.Write("copied.pem", (await _server.Command.DoAsync("cert", "authority", "--pem")).Out);

        (await ProxyStatusAsync("--proxy-cacert", file)).ShouldBe("407");
        (await CurlAsync("--proxy-cacert", TestedAgainst)).ExitCode.ShouldBe(60, "without it the certificate is not trusted");
    }

    [Fact]
    public async Task DebianSteps_WithFoldersOfTheirOwn_MakeItTrusted()
    {
        var program = RealProgram.Require("update-ca-certificates");
        var steps = await StepsAsync("Debian, Ubuntu");
        var (local, store, hooks) = (Folder("local"), Folder("certs"), Folder("hooks"));

        steps.Count.ShouldBe(2);
        await ShellAsync(steps[0].Replace("sudo ", "", StringComparison.Ordinal).Replace("/usr/local/share/ca-certificates", local, StringComparison.Ordinal));
        steps[1].ShouldBe("sudo update-ca-certificates");
        var result = await ChildProcess.RunAsync(
            "update-ca-certificates", program, ["--certsconf", "/dev/null", "--localcertsdir", local, "--etccertsdir", store, "--hooksdir", hooks]);

        result.ShouldExit(0).Out.ShouldContain("1 added");
        (await ProxyStatusAsync("--proxy-cacert", Path.Combine(store, "ca-certificates.crt"))).ShouldBe("407");
        (await ChildProcess.RunAsync(
            "openssl verify", RealProgram.Require("openssl"),
            ["verify", "-CApath", store, "-purpose", "sslserver", "-verify_hostname", "localhost", Path.Combine(_server.Command.DataDirectory, "local.pem")])).ShouldExit(0);
    }

    [Fact]
    public async Task ChromiumSteps_WithAHomeOfTheirOwn_MakeItTrusted()
    {
        var certutil = RealProgram.Require("certutil");
        var home = Folder("home");
        var database = $"sql:{home}/.pki/nssdb";
        foreach (var step in await StepsAsync("Chromium, Chrome on Linux"))
        {
            await ShellAsync(step, home);
            await ShellAsync(step, home); // a second time, as people do
        }

        // The server's certificate for a TLS server's use, by NSS's own verdict.
        var leaf = Path.Combine(_server.Command.DataDirectory, "local.pem");
        (await ChildProcess.RunAsync("certutil -A", certutil, ["-d", database, "-A", "-t", ",,", "-n", "leaf", "-i", leaf])).ShouldExit(0);
        (await ChildProcess.RunAsync("certutil -V", certutil, ["-d", database, "-V", "-u", "V", "-e", "-n", "leaf"])).ShouldExit(0).Out.ShouldContain("certificate is valid");

        (await ChildProcess.RunAsync("certutil -D", certutil, ["-d", database, "-D", "-n", $"Sockeye local authority ({Environment.MachineName})"])).ShouldExit(0);
        (await ChildProcess.RunAsync("certutil -V", certutil, ["-d", database, "-V", "-u", "V", "-e", "-n", "leaf"])).ExitCode.ShouldNotBe(0, "nothing is trusted any more");
    }

    private protected override async ValueTask StartAsync() => _server = await OwnAsync(SockeyeServer.StartAsync(
        ServerConfiguration.Standard().With("inbounds", new JsonArray(new JsonObject { ["listen"] = "127.0.0.1:0" }))));

    private static string TestedAgainst => Testing.Tls.TestAuthority.Stranger.File;

    private string Folder(string name) => Directory.CreateDirectory(_folder.File(name)).FullName;

    private async Task<IReadOnlyList<string>> StepsAsync(string system)
    {
        using var report = JsonDocument.Parse((await _server.Command.DoAsync("cert", "authority", "--json")).Out);
        var way = report.RootElement.GetProperty("trust").EnumerateArray().Single(w => w.GetProperty("system").GetString()!.StartsWith(system, StringComparison.Ordinal));
        return [.. way.GetProperty("steps").EnumerateArray().Select(s => s.GetString()!)];
    }

    private async Task ShellAsync(string command, string? home = null) => (await ChildProcess.RunAsync(
        command, RealProgram.Require("sh"), ["-c", command], environment: new Dictionary<string, string> { ["HOME"] = home ?? _folder.Path })).ShouldExit(0);

    /// <summary>The answer to a CONNECT without a login: who gets one trusted the certificate.</summary>
    private async Task<string> ProxyStatusAsync(params string[] arguments) => (await CurlAsync(arguments)).Out;

    private Task<ProgramResult> CurlAsync(params string[] arguments) => Curl.RunAsync(
        ["--proxy", $"https://localhost:{_server.Port}", "--write-out", "%{http_connect}", .. arguments, "https://target.test/"]);
}
