using System.Net;
using System.Net.Sockets;
using System.Text;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Programs;
using Sockeye.FunctionalTests.Testing.Targets;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Bridge;

/// <summary>What programs that speak no TLS to a proxy do through the bridge.</summary>
public abstract class BridgeTrafficTests<TKind>(SockeyeFixture<TKind> fixture) : SharedServerTest<TKind>(fixture)
    where TKind : ITlsKind
{
    private SockeyeBridge _bridge = null!;

    [Theory]
    [InlineData("socks5h://localhost")]
    [InlineData("socks5://localhost")]
    [InlineData("socks5h://any:thing@localhost")]
    [InlineData("http://localhost")]
    [InlineData("http://any:thing@localhost")]
    public async Task Curl_ByEachWayIn_HasHttpAndHttps(string proxy)
    {
        var plain = await OwnAsync(HttpTarget.StartAsync());
        var secure = await OwnAsync(HttpTarget.StartAsync(TestAuthority.Localhost));
        string[] through = ["--proxy", $"{proxy}:{_bridge.Port}", "--cacert", TestAuthority.Trusted.File];

        (await Curl.RunAsync([.. through, $"{plain.Url}/a?b"])).ShouldExit(0).Out.ShouldStartWith("GET /a?b 0 ");
        (await Curl.RunAsync([.. through, $"{secure.Url}/a?b"])).ShouldExit(0).Out.ShouldStartWith("GET /a?b 0 ");
        plain.Requests.ShouldHaveSingleItem().Headers.Keys.ShouldNotContain("Proxy-Authorization");
    }

    [Fact]
    public async Task Upload_ThenAnswer_ArriveWhole()
    {
        var target = Own(Targets.Digest());
        var payload = new TestPayload(20_000_003);
        var connection = await OwnAsync(_bridge.ConnectAsync(target.Port));

        foreach (var part in payload.Parts())
        {
            await connection.SendAsync(part);
        }

        await connection.EndSendingAsync();
        Encoding.ASCII.GetString(await connection.ReadToEndAsync(Limits.Transfer)).ShouldBe($"20000003 {payload.Digest()}");
    }

    [Fact]
    public async Task TargetsEnd_ReachesTheClient_WhichStillSends()
    {
        var received = new TaskCompletionSource<long>();
        var payload = new TestPayload(3_000_001);
        var target = Own(Targets.Source(payload, received));
        var connection = await OwnAsync(_bridge.ConnectAsync(target.Port));

        var all = await connection.ReadToEndAsync();
        Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(all)).ShouldBe(payload.Digest());
        await connection.SendAsync(new byte[1000]);
        await connection.EndSendingAsync();

        (await received.Task.WaitAsync(Limits.Event)).ShouldBe(1000);
    }

    [Fact]
    public async Task Refusal_OfTheServers_IsPassedOn()
    {
        (await _bridge.ReplyAsync(FreePort.Take())).ShouldBe(5);
        await using var connection = await _bridge.ConnectAsync();
        (await connection.RequestAsync(Socks5Messages.Request("10.1.2.3", 80))).Code.ShouldBe(2, "the server's guard");
    }

    [Fact]
    public async Task Sessions_OneBehindTheOther_FindConnectionsReady()
    {
        var target = Own(Targets.Echo());
        for (var session = 0; session < 12; session++)
        {
            await using var connection = await _bridge.ConnectAsync(target.Port);
            await connection.SendAsync("ping"u8.ToArray());
            (await connection.ReadExactlyAsync(4)).ShouldBe("ping"u8.ToArray());
        }

        // Logged in before anybody asked: the server has sessions that wait for their request.
        await Poll.UntilAsync(
            async () => (await Server.Admin.GetStringAsync(new Uri("metrics", UriKind.Relative))).Split('\n')
                .Any(line => line.StartsWith("sockeye_sessions", StringComparison.Ordinal) && line.Split(' ')[1] is "4" or "5" or "6" or "7" or "8"),
            "connections kept ready");
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: {0}\r\n\r\n")]
    [InlineData("POST /a HTTP/1.1\r\nHost: {0}\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: {0}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")]
    public async Task Request_AsAWebPageCanSendIt_ReachesNobody(string request)
    {
        // A page of any site may send these to a port on loopback, under a name of its own too; it has no other form.
        var target = await OwnAsync(HttpTarget.StartAsync());
        var connection = await OwnAsync(ProxyConnection.OpenPlainAsync(_bridge.Port));

        await connection.SendAsync(Encoding.ASCII.GetBytes(string.Format(System.Globalization.CultureInfo.InvariantCulture, request, $"localhost:{target.Port}")));

        Encoding.ASCII.GetString(await connection.ReadToEndAsync()).ShouldStartWith("HTTP/1.1 400 ");
        target.Requests.ShouldBeEmpty();
    }

    private protected override async ValueTask StartAsync() => _bridge = await OwnAsync(SockeyeBridge.StartAsync(
        Server.Command, Password, [.. SockeyeBridge.Arguments(User, Server.Port), "--tls", TKind.Provider]));
}

public sealed class BridgeTrafficOverOpenSslTests(SockeyeFixture<OpenSsl> fixture) : BridgeTrafficTests<OpenSsl>(fixture);

public sealed class BridgeTrafficOverSslStreamTests(SockeyeFixture<SslStreamKind> fixture) : BridgeTrafficTests<SslStreamKind>(fixture);
