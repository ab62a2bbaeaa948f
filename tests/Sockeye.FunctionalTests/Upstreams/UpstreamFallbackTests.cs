using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Programs;
using Sockeye.FunctionalTests.Testing.Targets;

namespace Sockeye.FunctionalTests.Upstreams;

/// <summary>An upstream that is down: refused by default, gone around only where the operator said so, and then told.</summary>
public sealed class UpstreamFallbackTests : FunctionalTest
{
    private static readonly TestUser Alice = new("alice", "correct-horse-battery");

    [Fact]
    public async Task UpstreamDown_BlockRefusesAndDirectReaches_AndItsReturnIsSeen()
    {
        var target = Own(Targets.Echo());
        var port = FreePort.Take();
        var server = await OwnAsync(SockeyeServer.StartAsync(null, Alice));
        await server.Command.AddUpstreamAsync("exit", $"socks5://127.0.0.1:{port}");
        await server.Command.DoAsync("user", "set", "alice", "--upstream", "exit");
        await Poll.UntilAsync(async () => await ReplyAsync(server, target.Port) != 0, "the upstream that is down in use", TimeSpan.FromSeconds(5));
        var before = target.Accepted;
        (await ReplyAsync(server, target.Port)).ShouldNotBe(0);
        target.Accepted.ShouldBe(before, "never direct unless set so");

        await server.Command.DoAsync("upstream", "set", "exit", "--fallback", "direct");
        await Poll.UntilAsync(async () => await ReplyAsync(server, target.Port) == 0, "the direct way in its place", TimeSpan.FromSeconds(5));

        await server.WaitForAccessLineAsync($@"socks5 localhost:{target.Port} via exit>direct \(user\) ");
        await server.Process.WaitForLineAsync(new("upstream exit can't be had, and connections go out directly in its place"), 0);
        (await UdpReplyAsync(server)).ShouldNotBe(0, "UDP does not go around it");

        RealProgram.Require("microsocks");
        await OwnAsync(RealProgram.StartListeningAsync("microsocks", port, "-i", "127.0.0.1", "-p", $"{port}"));
        (await ReplyAsync(server, target.Port)).ShouldBe(0);
        await server.Process.WaitForLineAsync(new("upstream exit takes connections again"), 0);
        await server.WaitForAccessLineAsync($@"socks5 localhost:{target.Port} via exit \(user\) .* upstream_request=");
        server.Process.Lines("err").Count(line => line.Contains("can't be had", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task UpstreamDown_OfTheConfiguration_HttpRequestsReachToo()
    {
        var target = await OwnAsync(HttpTarget.StartAsync());
        var configuration = ServerConfiguration.Standard()
            .With("outbounds", new JsonArray(new JsonObject
            {
                ["tag"] = "exit", ["url"] = $"socks5://127.0.0.1:{FreePort.Take()}", ["fallback"] = "direct",
            }))
            .With("routing", new JsonObject { ["default"] = "exit" })
            .With("log", new JsonObject { ["format"] = "json" });
        var server = await OwnAsync(SockeyeServer.StartAsync(configuration, Alice));

        var http = await OwnAsync(server.ConnectAsync());
        var (head, _) = await http.AskAsync(System.Text.Encoding.ASCII.GetBytes(
            $"GET http://localhost:{target.Port}/ HTTP/1.1\r\nHost: localhost\r\n{HttpClientSteps.Basic(Alice.Name, Alice.Password)}Connection: close\r\n\r\n"));

        head.Status.ShouldBe(200);
        var line = JsonNode.Parse(await server.WaitForAccessLineAsync("\"status\":200"))!;
        line["outbound"]!.GetValue<string>().ShouldBe("exit");
        line["fallback"]!.GetValue<string>().ShouldBe("direct");
        (await server.Admin.GetStringAsync("metrics", TestContext.Current.CancellationToken))
            .ShouldMatch(@"(?m)^sockeye_dial_fallbacks_total\{[^}]*stage=""Connect""[^}]*\} 1$");
    }

    private static async Task<int> ReplyAsync(SockeyeServer server, int port)
    {
        await using var connection = await server.ConnectAsync();
        await connection.LogInAsync(Alice.Name, Alice.Password);
        var reply = await connection.RequestAsync(Socks5Messages.Request("localhost", port));
        return reply.Code;
    }

    private static async Task<int> UdpReplyAsync(SockeyeServer server)
    {
        await using var connection = await server.ConnectAsync();
        await connection.LogInAsync(Alice.Name, Alice.Password);
        return (await connection.RequestAsync(Socks5Messages.Request("0.0.0.0", 0, Socks5Messages.UdpTunnel))).Code;
    }
}
