using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Programs;
using Sockeye.FunctionalTests.Testing.Targets;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Upstreams;

/// <summary>Upstreams of the database, the users who have them, and the rules that overrule.</summary>
public sealed class UpstreamCommandTests : FunctionalTest
{
    private const string UpstreamUser = "leaver";
    private const string UpstreamPassword = "let-me-out-of-here";
    private static readonly TestUser Alice = new("alice", "correct-horse-battery", "--email", "alice@example.com");

    [Fact]
    public async Task UsersUpstream_ChangedWhileTheServerRuns_DecidesTheNextSession()
    {
        var proxy = await OwnAsync(PlainProxies.MicrosocksAsync(UpstreamUser, UpstreamPassword));
        var target = Own(Targets.Echo());
        var server = await OwnAsync(SockeyeServer.StartAsync(null, Alice));
        await server.Command.AddUpstreamAsync("exit", $"socks5://{UpstreamUser}@127.0.0.1:{proxy.Port}", UpstreamPassword);
        await server.Command.DoAsync("user", "set", "alice", "--upstream", "exit");

        await Poll.UntilAsync(async () => await ViaAsync(server, target) == "exit", "the user's upstream in use", TimeSpan.FromSeconds(5));

        await server.Command.DoAsync("upstream", "set", "exit", "--enabled", "false");
        await Poll.UntilAsync(async () => await ReplyAsync(server, target) != 0, "the disabled upstream refused", TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task UpstreamTest_OfAnUpstreamOverTls_PrintsEachStage()
    {
        var proxy = await OwnAsync(PlainProxies.MicrosocksAsync(UpstreamUser, UpstreamPassword));
        var front = await OwnAsync(Stunnel.StartServerAsync(proxy.Port));
        var target = await OwnAsync(HttpTarget.StartAsync());
        using var command = new SockeyeCommand();
        await command.AddUpstreamAsync("exit", $"socks5s://{UpstreamUser}@localhost:{front.Port}", UpstreamPassword, "--ca", TestAuthority.Trusted.File);

        var result = await command.DoAsync("upstream", "test", "exit", "--target", $"localhost:{target.Port}");

        foreach (var stage in new[] { "connect", "TLS", "proxy greeting", "CONNECT", "first byte" })
        {
            result.Out.ShouldMatch($@"(?m)^{stage} +\d+\.\d\d ms$");
        }

        target.Requests.ShouldHaveSingleItem().Method.ShouldBe("HEAD");
    }

    [Fact]
    public async Task UpstreamTest_OfAnUpstreamThatIsDown_Fails()
    {
        using var command = new SockeyeCommand();
        await command.AddUpstreamAsync("exit", $"socks5://127.0.0.1:{FreePort.Take()}");

        (await command.RunAsync(["upstream", "test", "exit", "--target", "localhost:80"])).ShouldExit(1);
    }

    [Fact]
    public async Task UpstreamTest_WithAWrongPassword_FailsAndNamesTheStage()
    {
        var proxy = await OwnAsync(PlainProxies.MicrosocksAsync(UpstreamUser, UpstreamPassword));
        using var command = new SockeyeCommand();
        await command.AddUpstreamAsync("exit", $"socks5://{UpstreamUser}@127.0.0.1:{proxy.Port}", "not-the-right-one");

        (await command.RunAsync(["upstream", "test", "exit", "--target", "localhost:80"]))
            .ShouldExit(1).Error.ShouldContain("proxy greeting");
    }

    [Fact]
    public async Task UpstreamList_ShowsNoPassword()
    {
        using var command = new SockeyeCommand();
        await command.AddUpstreamAsync("exit", $"socks5://{UpstreamUser}@127.0.0.1:1080", UpstreamPassword);

        (await command.DoAsync("upstream", "list")).Out.ShouldContain("exit");
        var shown = JsonNode.Parse((await command.DoAsync("upstream", "show", "exit", "--json")).Out)!;
        shown["url"]!.GetValue<string>().ShouldBe($"socks5://{UpstreamUser}@127.0.0.1:1080");
        shown["hasPassword"]!.GetValue<bool>().ShouldBeTrue();
        shown["pinSha256"].ShouldBeNull("no pin was given");
    }

    [Theory]
    [InlineData("alice")]
    [InlineData("alice@example.com")]
    public async Task Rule_ForAUser_FitsNameAndEmailAndIsExplained(string userOfRule)
    {
        var target = Own(Targets.Echo());
        var server = await OwnAsync(SockeyeServer.StartAsync(
            ServerConfiguration.Standard().With("routing", new JsonObject
            {
                ["rules"] = new JsonArray(new JsonObject { ["user"] = new JsonArray(userOfRule), ["outbound"] = "block" }),
            }),
            Alice,
            new TestUser("bob", "battery-staple-correct")));

        (await ReplyAsync(server, target)).ShouldBe(2);
        target.Accepted.ShouldBe(0);
        var bob = await OwnAsync(server.ConnectAsync());
        await bob.ConnectAsync("bob", "battery-staple-correct", "localhost", target.Port);

        var explained = JsonNode.Parse((await server.Command.DoAsync("route", "alice", $"localhost:{target.Port}", "--json")).Out)!;
        explained["outbound"]!.GetValue<string>().ShouldBe("block");
        explained["rule"]!.GetValue<string>().ShouldContain("routing.rules[0]");
        var other = JsonNode.Parse((await server.Command.DoAsync("route", "bob", $"localhost:{target.Port}", "--json")).Out)!;
        other["outbound"]!.GetValue<string>().ShouldBe("direct");
    }

    private async Task<int> ReplyAsync(SockeyeServer server, TargetServer target)
    {
        var connection = await OwnAsync(server.ConnectAsync());
        await connection.LogInAsync(Alice.Name, Alice.Password);
        return (await connection.RequestAsync(Socks5Messages.Request("localhost", target.Port))).Code;
    }

    /// <summary>Runs a session and returns the outbound of its access line.</summary>
    private static async Task<string> ViaAsync(SockeyeServer server, TargetServer target)
    {
        var from = server.Process.LineCount;
        await using (var connection = await server.ConnectAsync())
        {
            // Whatever the reply is; after a success the session ends at once.
            await connection.LogInAsync(Alice.Name, Alice.Password);
            await connection.RequestAsync(Socks5Messages.Request("localhost", target.Port));
            await connection.EndSendingAsync();
            await connection.WaitForEndAsync();
        }

        var line = await server.WaitForAccessLineAsync($" socks5 localhost:{target.Port} via ", from);
        return line.Split(" via ")[1].Split(' ')[0];
    }
}
