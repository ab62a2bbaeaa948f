using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;

namespace Sockeye.FunctionalTests.Bridge;

/// <summary>SOCKS5 BIND through the bridge: the port is the server's, and so is the decision who may have one.</summary>
public abstract class BridgeBindTests<TKind> : FunctionalTest
    where TKind : ITlsKind
{
    private static readonly TestUser Alice = new("alice", "correct-horse-battery", "--allow", "connect,bind");
    private static readonly TestUser Bob = new("bob", "another-good-password");

    private SockeyeServer _server = null!;

    [Fact]
    public async Task Bind_PeerConnects_HasTwoRepliesAndCarriesBothWays()
    {
        var bridge = await StartBridgeAsync(Alice);

        // Twice: over a fresh connection to the server, and over one that was ready.
        for (var round = 0; round < 2; round++)
        {
            await using var client = await bridge.ConnectAsync();
            var first = await client.RequestAsync(Socks5Messages.Request("127.0.0.1", 0, Socks5Messages.Bind));
            first.Code.ShouldBe(0);

            using var peer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await peer.ConnectAsync(IPAddress.Loopback, first.Bound.Port).WaitAsync(Limits.Event);
            var second = await client.ReadReplyAsync();
            second.Code.ShouldBe(0);
            second.Bound.ShouldBe(peer.LocalEndPoint);

            await peer.SendAsync("220 hello"u8.ToArray());
            (await client.ReadExactlyAsync(9)).ShouldBe("220 hello"u8.ToArray());
            await client.SendAsync("thanks"u8.ToArray());
            var received = new byte[6];
            (await peer.ReceiveAsync(received).WaitAsync(Limits.Event)).ShouldBe(6);
            received.ShouldBe("thanks"u8.ToArray());
            await client.EndSendingAsync();
            (await peer.ReceiveAsync(received).WaitAsync(Limits.Event)).ShouldBe(0);
        }
    }

    [Fact]
    public async Task Bind_UserOfTheServerWhoMayNot_Is02()
    {
        var bridge = await StartBridgeAsync(Bob);
        await using var client = await bridge.ConnectAsync();
        (await client.RequestAsync(Socks5Messages.Request("127.0.0.1", 0, Socks5Messages.Bind))).Code.ShouldBe(2);
    }

    private protected override async ValueTask StartAsync()
    {
        var configuration = ServerConfiguration.Of<TKind>();
        configuration["inbounds"]![0]!["bind"] = new JsonObject { ["enabled"] = true };
        _server = await OwnAsync(SockeyeServer.StartAsync(configuration, Alice, Bob));
    }

    private async Task<SockeyeBridge> StartBridgeAsync(TestUser user) => await OwnAsync(SockeyeBridge.StartAsync(
        _server.Command, user.Password, [.. SockeyeBridge.Arguments(user.Name, _server.Port), "--tls", TKind.Provider]));
}

public sealed class BridgeBindOverOpenSslTests : BridgeBindTests<OpenSsl>;

public sealed class BridgeBindOverSslStreamTests : BridgeBindTests<SslStreamKind>;
