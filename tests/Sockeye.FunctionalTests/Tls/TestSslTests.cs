using System.Text.Json;
using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Programs;

namespace Sockeye.FunctionalTests.Tls;

/// <summary>testssl.sh, which many operators point at whatever listens, against a server as it is without any configuration of TLS.</summary>
public sealed class TestSslTests : FunctionalTest, IDisposable
{
    // It takes some 20 s on a quiet machine.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(110);

    private static readonly string[] Harmless = ["OK", "INFO", "DEBUG"];

    /// <summary>Findings above INFO that say nothing of what the server could do better, each with the reason.</summary>
    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["engine_problem"] = "of the scanner's own openssl, which has no GOST ciphers",
        ["cert_revocation"] = "the local authority keeps neither CRL nor OCSP: it certifies this machine alone, and who doubts it makes a new one",
        ["sessionresumption_ticket"] = "a race of the scanner's: its client ends before TLS 1.3's ticket can come, and then has none to show; ResumptionTests look at resumption",
    };

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Scan_OfTheTlsPort_FindsNothingThatWeCanHelp()
    {
        var program = RealProgram.Require("testssl");
        var server = await OwnAsync(SockeyeServer.StartAsync(
            ServerConfiguration.Standard().With("inbounds", new JsonArray(new JsonObject { ["listen"] = "127.0.0.1:0" }))));
        var report = _folder.File("report.json");

        // Protocols, suites, forward secrecy, preferences, certificate, known vulnerabilities; no DNS, nothing outside this machine.
        await using var scan = ChildProcess.Start(
            "testssl", program,
            [
                "--jsonfile", report, "--warnings", "off", "--color", "0", "--quiet", "--nodns", "none", "--ip", "127.0.0.1",
                "--connect-timeout", "5", "--openssl-timeout", "5", "--add-ca", Path.Combine(server.Command.DataDirectory, "ca.pem"),
                "--protocols", "--standard", "--pfs", "--server-preference", "--server-defaults", "--vulnerable", $"localhost:{server.Port}",
            ],
            directory: _folder.Path);
        scan.CloseInput();
        await scan.WaitForExitAsync(Limit);

        var findings = Findings(report, scan.Output);
        findings.Where(f => !Harmless.Contains(f.Severity) && !Exceptions.ContainsKey(f.Id)).ShouldBeEmpty(scan.Output);

        // It went all the way: the protocol, the certificate and the last of the vulnerabilities.
        foreach (var expected in (string[])["TLS1_3", "PFS", "cert_trust", "cert_chain_of_trust", "heartbleed", "ROBOT", "LUCKY13", "RC4"])
        {
            findings.ShouldContain(f => f.Id == expected && f.Severity == "OK", $"{expected}\n{scan.Output}");
        }

        foreach (var old in (string[])["SSLv2", "SSLv3", "TLS1", "TLS1_1", "TLS1_2"])
        {
            findings.ShouldContain(f => f.Id == old && f.Text == "not offered", scan.Output);
        }
    }

    private static List<Finding> Findings(string file, string output)
    {
        File.Exists(file).ShouldBeTrue(output);
        using var report = JsonDocument.Parse(File.ReadAllText(file));
        return [.. report.RootElement.EnumerateArray().Select(f => new Finding(
            f.GetProperty("id").GetString()!, f.GetProperty("severity").GetString()!, f.GetProperty("finding").GetString()!))];
    }

    private sealed record Finding(string Id, string Severity, string Text);
}
