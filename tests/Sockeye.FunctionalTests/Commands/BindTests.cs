using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Commands;

/// <summary>SOCKS5 BIND, as RFC 1928 section 4 has it: a port, two replies, one peer.</summary>
public abstract class BindTests<TKind> : FunctionalTest
    where TKind : ITlsKind
{
    private const int Succeeded = 0;
    private const int NotAllowed = 2;
    private const int TtlExpired = 6;
    private const int CommandNotSupported = 7;

    private static readonly TestUser Alice = new("alice", "correct-horse-battery", "--allow", "connect,bind");
    private static readonly TestUser Bob = new("bob", "another-good-password");

    [Fact]
    public async Task Bind_PeerConnects_HasTwoRepliesAndCarriesBothWays()
    {
        var (server, client) = await LoggedInAsync(new JsonObject());
        var first = await client.RequestAsync(Bind("0.0.0.0"));
        first.Code.ShouldBe(Succeeded);
        first.Bound.Address.ShouldBe(IPAddress.Loopback);
        first.Bound.Port.ShouldNotBe(0);

        using var peer = await ConnectAsync(first.Bound.Port);
        var second = await client.ReadReplyAsync();
        second.Code.ShouldBe(Succeeded);
        second.Bound.ShouldBe(peer.LocalEndPoint);

        await peer.SendAsync("220 hello"u8.ToArray());
        (await client.ReadExactlyAsync(9)).ShouldBe("220 hello"u8.ToArray());
        await client.SendAsync("thanks"u8.ToArray());
        (await ReceiveAsync(peer, 6)).ShouldBe("thanks"u8.ToArray());
        peer.Shutdown(SocketShutdown.Send);
        (await client.ReadToEndAsync()).ShouldBeEmpty();
        await client.EndSendingAsync();
        (await peer.ReceiveAsync(new byte[1])).ShouldBe(0);
        await server.WaitForAccessLineAsync(" via direct ");
        await AssertClosedAsync(first.Bound.Port);
    }

    [Fact]
    public async Task Bind_AnotherPeerThanAskedFor_IsClosedAndTheWaitGoesOn()
    {
        var (_, client) = await LoggedInAsync(new JsonObject());
        var first = await client.RequestAsync(Bind("127.0.0.2"));
        first.Code.ShouldBe(Succeeded);

        using (var stranger = await ConnectAsync(first.Bound.Port))
        {
            (await EndsAsync(stranger)).ShouldBeTrue();
        }

        using var peer = await ConnectAsync(first.Bound.Port, from: "127.0.0.2");
        var second = await client.ReadReplyAsync();
        second.Code.ShouldBe(Succeeded);
        second.Bound.ShouldBe(peer.LocalEndPoint);
    }

    [Fact]
    public async Task Bind_BytesSentBehindTheRequest_ArriveAtThePeer()
    {
        var (_, client) = await LoggedInAsync(new JsonObject());
        await client.SendAsync((byte[])[.. Bind("0.0.0.0"), .. "early"u8]);
        var first = await client.ReadReplyAsync();
        await client.SendAsync(" and late"u8.ToArray());

        using var peer = await ConnectAsync(first.Bound.Port);
        (await client.ReadReplyAsync()).Code.ShouldBe(Succeeded);
        (await ReceiveAsync(peer, 14)).ShouldBe("early and late"u8.ToArray());
    }

    [Fact]
    public async Task Bind_PeerOfTheOtherFamily_IsToldAnAddressThatItCanReach()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "this machine has no IPv6");
        var (_, client) = await LoggedInAsync(new JsonObject());
        var first = await client.RequestAsync(Bind("::1"));
        first.Bound.Address.ShouldBe(IPAddress.IPv6Loopback);

        using var peer = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
        await peer.ConnectAsync(IPAddress.IPv6Loopback, first.Bound.Port).WaitAsync(Limits.Event);
        var second = await client.ReadReplyAsync();
        second.Code.ShouldBe(Succeeded);
        second.Bound.ShouldBe(peer.LocalEndPoint);
    }

    [Fact]
    public async Task Bind_NobodyComes_Is06InTheSecondReply()
    {
        var (_, client) = await LoggedInAsync(new JsonObject { ["timeout"] = "1s" });
        var first = await client.RequestAsync(Bind("0.0.0.0"));
        first.Code.ShouldBe(Succeeded);

        (await client.ReadReplyAsync()).Code.ShouldBe(TtlExpired);
        (await client.ReadToEndAsync()).ShouldBeEmpty();
        await AssertClosedAsync(first.Bound.Port);
    }

    [Fact]
    public async Task Bind_ClientLeaves_ItsPortGoesToo()
    {
        var (server, client) = await LoggedInAsync(new JsonObject());
        var first = await client.RequestAsync(Bind("0.0.0.0"));

        await client.DisposeAsync();

        await server.WaitForAccessLineAsync("Client(Closed|Truncated|Reset)");
        await AssertClosedAsync(first.Bound.Port);
    }

    [Fact]
    public async Task Bind_AddressAndPortsConfigured_AreWhatTheClientIsTold()
    {
        var (_, client) = await LoggedInAsync(new JsonObject { ["advertise"] = "203.0.113.7", ["ports"] = "41000-41999" });
        var first = await client.RequestAsync(Bind("0.0.0.0"));

        first.Bound.Address.ShouldBe(IPAddress.Parse("203.0.113.7"));
        first.Bound.Port.ShouldBeInRange(41000, 41999);
        using var peer = await ConnectAsync(first.Bound.Port);
        (await client.ReadReplyAsync()).Code.ShouldBe(Succeeded);
    }

    [Fact]
    public async Task Bind_UserWhoMayNot_Is02()
    {
        var (_, client) = await LoggedInAsync(new JsonObject(), Bob);
        (await client.RequestAsync(Bind("0.0.0.0"))).Code.ShouldBe(NotAllowed);
    }

    [Fact]
    public async Task Bind_PeerInANetworkThatIsClosed_Is02()
    {
        var (_, client) = await LoggedInAsync(new JsonObject());
        (await client.RequestAsync(Bind("10.0.0.1"))).Code.ShouldBe(NotAllowed);
    }

    [Fact]
    public async Task Bind_MoreThanAUserMayHaveWaiting_Is01()
    {
        var (server, client) = await LoggedInAsync(new JsonObject());
        for (var held = 0; held < 16; held++)
        {
            (await client.RequestAsync(Bind("0.0.0.0"))).Code.ShouldBe(Succeeded);
            client = await LogInAsync(server, Alice);
        }

        (await client.RequestAsync(Bind("0.0.0.0"))).Code.ShouldBe(1);
    }

    [Fact]
    public async Task Bind_UserWithASocks5Upstream_BindsThere()
    {
        var upstream = await StartAsync(new JsonObject());
        var (_, client) = await LoggedInAsync(new JsonObject(), Alice, $"socks5s://{Alice.Name}@localhost:{upstream.Port}");
        var first = await client.RequestAsync(Bind("127.0.0.1"));
        first.Code.ShouldBe(Succeeded);

        using var peer = await ConnectAsync(first.Bound.Port);
        var second = await client.ReadReplyAsync();
        second.Code.ShouldBe(Succeeded);
        second.Bound.ShouldBe(peer.LocalEndPoint);
        await peer.SendAsync("from afar"u8.ToArray());
        (await client.ReadExactlyAsync(9)).ShouldBe("from afar"u8.ToArray());
        await client.DisposeAsync();
        peer.Dispose();
        await upstream.WaitForAccessLineAsync($"{Alice.Name} ");
    }

    [Fact]
    public async Task Bind_UpstreamRefuses_IsPassedOnAndNeverDoneHere()
    {
        var upstream = await StartAsync(bind: null);
        var (_, client) = await LoggedInAsync(new JsonObject(), Alice, $"socks5s://{Alice.Name}@localhost:{upstream.Port}");
        (await client.RequestAsync(Bind("127.0.0.1"))).Code.ShouldBe(CommandNotSupported);
    }

    [Fact]
    public async Task Bind_UserWithAnHttpUpstream_Is07AndNeverDoneHere()
    {
        var upstream = await StartAsync(new JsonObject());
        var (_, client) = await LoggedInAsync(new JsonObject(), Alice, $"https://{Alice.Name}@localhost:{upstream.Port}");
        (await client.RequestAsync(Bind("127.0.0.1"))).Code.ShouldBe(CommandNotSupported);
    }

    private static byte[] Bind(string peer) => Socks5Messages.Request(peer, 0, Socks5Messages.Bind);

    private static async Task<Socket> ConnectAsync(int port, string from = "127.0.0.1")
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        await socket.ConnectAsync(IPAddress.Loopback, port).WaitAsync(Limits.Event);
        return socket;
    }

    private static async Task<byte[]> ReceiveAsync(Socket socket, int count)
    {
        var bytes = new byte[count];
        for (var at = 0; at < count;)
        {
            var received = await socket.ReceiveAsync(bytes.AsMemory(at)).AsTask().WaitAsync(Limits.Event);
            received.ShouldBeGreaterThan(0);
            at += received;
        }

        return bytes;
    }

    private static async Task<bool> EndsAsync(Socket socket)
    {
        try
        {
            return await socket.ReceiveAsync(new byte[1]).WaitAsync(Limits.Event) == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private static Task AssertClosedAsync(int port) => Poll.UntilAsync(async () => !await Poll.AcceptsAsync(port), $"port {port} closed");

    private async Task<SockeyeServer> StartAsync(JsonObject? bind, string? upstream = null)
    {
        var configuration = ServerConfiguration.Of<TKind>();
        if (bind is not null)
        {
            bind["enabled"] = true;
            configuration["inbounds"]![0]!["bind"] = bind;
        }

        var command = new SockeyeCommand(configuration);
        if (upstream is not null)
        {
            await command.AddUpstreamAsync("leave", upstream, Alice.Password, "--ca", TestAuthority.Trusted.File);
        }

        foreach (var user in (TestUser[])[Alice, Bob])
        {
            await command.AddUserAsync(user.Name, user.Password, [.. user.Options, .. upstream is null ? [] : new[] { "--upstream", "leave" }]);
        }

        return await OwnAsync(SockeyeServer.AttachAsync(command, command.StartServe(), ownsCommand: true));
    }

    private async Task<(SockeyeServer Server, ProxyConnection Client)> LoggedInAsync(JsonObject bind, TestUser? user = null, string? upstream = null)
    {
        var server = await StartAsync(bind, upstream);
        return (server, await LogInAsync(server, user ?? Alice));
    }

    private async Task<ProxyConnection> LogInAsync(SockeyeServer server, TestUser user)
    {
        var client = await OwnAsync(server.ConnectAsync());
        await client.LogInAsync(user.Name, user.Password);
        return client;
    }
}

public sealed class BindOverOpenSslTests : BindTests<OpenSsl>;

public sealed class BindOverSslStreamTests : BindTests<SslStreamKind>;
