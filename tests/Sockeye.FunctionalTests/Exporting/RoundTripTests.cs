using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Programs;
using Sockeye.FunctionalTests.Testing.Targets;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Exporting;

/// <summary>What is exported, imported into an empty data directory and served there, does for the same logins what it did.</summary>
public sealed class RoundTripTests : FunctionalTest
{
    private const string AlicePassword = "correct-horse-battery";
    private const string BobPassword = "a-word-of-honour";
    private const string LeaverPassword = "let-me-out-of-here";

    private static readonly string[] Names = ["haproxy.cfg", "xray_config.json", "users.json", "external_proxy.json"];

    [Fact]
    public async Task ExportedAndImported_TheSameLoginsLeaveByTheSameWays()
    {
        using var folder = new TempDirectory();
        string[] files = [.. new[] { "--haproxy", "--xray", "--users", "--external-proxies" }.Zip(Names, (option, name) => new[] { option, folder.File(name) }).SelectMany(pair => pair)];
        var exit = await OwnAsync(SockeyeServer.StartAsync(ServerConfiguration.Standard(), new TestUser("leaver", LeaverPassword)));
        var target = await OwnAsync(HttpTarget.StartAsync(TestAuthority.Localhost));
        using var command = new SockeyeCommand(Configuration(FreePort.Take()));
        await command.AddUpstreamAsync("exit", $"socks5s://leaver@localhost:{exit.Port}", LeaverPassword, "--ca", TestAuthority.Trusted.File);
        await command.AddUpstreamAsync("off", "socks5://127.0.0.1:9");
        await command.DoAsync("upstream", "set", "off", "--enabled", "false");
        await command.AddUserAsync("alice", AlicePassword, "--email", "alice@example.com");
        await command.AddUserAsync("bob", BobPassword, "--upstream", "exit");
        await command.AddUserAsync("carol", AlicePassword, "--upstream", "off");
        await command.AddUserAsync("dave", BobPassword, "--upstream", "exit");
        await command.AddUserAsync("erin", BobPassword);
        await command.DoAsync("user", "disable", "erin");
        await AssertWaysAsync(command, exit, target);
        await command.DoAsync(["export", .. files]);
        var first = Names.Select(name => File.ReadAllText(folder.File(name))).ToList();

        using var fresh = new SockeyeCommand(WithoutPorts());
        fresh.Secret(AlicePassword);
        fresh.Secret(BobPassword);
        fresh.Secret(LeaverPassword);
        await fresh.DoAsync(["import", .. files]);

        await AssertWaysAsync(fresh, exit, target);
        await fresh.DoAsync(["export", "--overwrite", .. files]);
        for (var i = 0; i < Names.Length; i++)
        {
            (await File.ReadAllTextAsync(folder.File(Names[i]))).ShouldBe(first[i], Names[i]);
        }
    }

    private static JsonObject Configuration(int port)
    {
        var configuration = ServerConfiguration.Standard();
        configuration["inbounds"]![0]!["listen"] = $"127.0.0.1:{port}";
        return configuration.With("limits", new JsonObject { ["connections"] = 100 }).With("routing", new JsonObject
        {
            ["rules"] = new JsonArray(
                new JsonObject { ["name"] = "dave stays", ["user"] = new JsonArray("dave"), ["inbound"] = new JsonArray("socks-in"), ["outbound"] = "block" },
                new JsonObject { ["user"] = new JsonArray("alice@example.com"), ["outbound"] = "direct" }),
            ["default"] = "block",
        });
    }

    // What the files have no word for.
    private static JsonObject WithoutPorts()
    {
        var configuration = ServerConfiguration.Standard();
        configuration.Remove("inbounds");
        return configuration;
    }

    /// <summary>alice directly, bob by the proxy; a rule, a proxy that is switched off, a wrong password and a disabled user: none.</summary>
    private static async Task AssertWaysAsync(SockeyeCommand command, SockeyeServer exit, HttpTarget target)
    {
        await using var server = await SockeyeServer.StartAsync(command, "--no-first-user");
        var before = Lines();
        target.Requests.Clear();

        (await CurlAsync(server.Port, "alice", AlicePassword, $"{target.Url}/alice")).ShouldExit(0).Out.ShouldEndWith(" 200 200");
        Lines().ShouldBe(before, "alice goes directly");
        (await CurlAsync(server.Port, "bob", BobPassword, $"{target.Url}/bob")).ShouldExit(0).Out.ShouldEndWith(" 200 200");
        await Poll.UntilAsync(() => Lines() > before, "the proxy's line of bob", Limits.Event);
        (await CurlAsync(server.Port, "carol", AlicePassword, $"{target.Url}/carol")).Out.ShouldNotContain(" 200");
        (await CurlAsync(server.Port, "dave", BobPassword, $"{target.Url}/dave")).Out.ShouldBe(" 403 000");
        (await CurlAsync(server.Port, "bob", AlicePassword, $"{target.Url}/wrong")).Out.ShouldEndWith(" 407 000");
        (await CurlAsync(server.Port, "erin", BobPassword, $"{target.Url}/disabled")).Out.ShouldEndWith(" 407 000");
        target.Requests.Select(request => request.Path).ShouldBe(["/alice", "/bob"]);
        server.AssertClean();

        int Lines() => exit.Process.Lines("err").Count + exit.Process.Lines("out").Count;
    }

    private static Task<ProgramResult> CurlAsync(int port, string user, string password, string url) => Curl.RunAsync(
        "--proxy", $"https://localhost:{port}", "--proxy-cacert", TestAuthority.Trusted.File, "--proxy-user", $"{user}:{password}",
        "--cacert", TestAuthority.Trusted.File, "--write-out", " %{http_connect} %{http_code}", url);
}
