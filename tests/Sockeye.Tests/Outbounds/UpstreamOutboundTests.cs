using Microsoft.Extensions.Logging.Abstractions;
using Sockeye.Engine.Udp;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using Sockeye.Core.Net;
using Sockeye.Core.Socks5;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Outbounds;
using Sockeye.Engine.Transport;
using Sockeye.Tests.Dialing;
using Sockeye.Tests.Testing;
using Sockeye.Tests.Transport;
using Sockeye.Engine.Transport.Sockets.Polling;

namespace Sockeye.Tests.Outbounds;

public sealed class UpstreamOutboundTests
{
    private const string Greeting = "05 01 02";
    private const string Login = "01 03 62 6F 62 02 70 77";
    private const string Request = "05 01 00 03 0B 65 78 61 6D 70 6C 65 2E 63 6F 6D 01 BB";
    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedTls _tls = new();
    private readonly ScriptedResolver _resolver = new("127.0.0.1");

    private static readonly UdpBinder Udp = new(PolledSocketSource.Instance);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connect_ThroughSocks5_GivesTheTunnelAndTheUpstreamsAddress()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.ExpectAsync(Greeting);
            await peer.SendAsync("05", "02");
            await peer.ExpectAsync(Login);
            await peer.SendAsync("01", "00");
            await peer.ExpectAsync(Request);
            await peer.SendAsync("05", "00 00", "01 CB 00 71 09 04 38 68 65 6C", "6C 6F");
            await peer.ExpectAsync("68 69");
            await peer.WaitForEndAsync();
        });
        var context = Context();
        using var outbound = Outbound(server.Port, ProxyScheme.Socks5);

        var result = await outbound.ConnectAsync(context, Token);

        result.Error.ShouldBeNull();
        await using var channel = result.Channel.ShouldNotBeNull();
        result.BoundEndPoint.ShouldBe(new IPEndPoint(IPAddress.Parse("203.0.113.9"), 1080));
        (await ReadAsync(channel, 5)).ShouldBe("hello"u8.ToArray());
        (await channel.WriteAsync("hi"u8.ToArray())).ShouldBe(ChannelEnd.None);
        await channel.CompleteWritesAsync();
        (await ScriptedChannel.ReadAllAsync(channel)).ShouldBeEmpty();
        foreach (var stage in new[] { DialStage.Connect, DialStage.ProxyGreeting, DialStage.ProxyRequest })
        {
            context.Timings[stage].ShouldNotBeNull();
        }

        context.Timings[DialStage.Tls].ShouldBeNull();
        _resolver.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Connect_ThroughHttpInTls_GivesTheTunnel()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            (await peer.ReadHeadAsync()).ShouldStartWith("CONNECT example.com:443 HTTP/1.1\r\n");
            await peer.SendTextAsync("HTTP/1.1 200 OK\r\n\r\nhello");
            await peer.WaitForEndAsync();
        });
        var context = Context();
        using var outbound = Outbound(server.Port, ProxyScheme.HttpTls, host: "proxy.example");

        var result = await outbound.ConnectAsync(context, Token);

        await using var channel = result.Channel.ShouldNotBeNull();
        (await ReadAsync(channel, 5)).ShouldBe("hello"u8.ToArray());
        _tls.Created.ShouldHaveSingleItem().ServerName.ShouldBe("proxy.example");
        _resolver.Asked.ShouldBe(["proxy.example"]);
        foreach (var stage in new[] { DialStage.Resolve, DialStage.Connect, DialStage.Tls, DialStage.ProxyRequest })
        {
            context.Timings[stage].ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task Connect_Refused_PassesTheCodeOnAndCloses()
    {
        var ended = new TaskCompletionSource();
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.ExpectAsync(Greeting);
            await peer.SendAsync("05 02");
            await peer.ExpectAsync(Login);
            await peer.SendAsync("01 00");
            await peer.ExpectAsync(Request);
            await peer.SendAsync("05 02 00 01 00 00 00 00 00 00");
            await peer.WaitForEndAsync();
            ended.SetResult();
        });
        using var outbound = Outbound(server.Port, ProxyScheme.Socks5);

        var error = (await outbound.ConnectAsync(Context(), Token)).Error.ShouldNotBeNull();

        error.Kind.ShouldBe(DialErrorKind.UpstreamRefused);
        error.UpstreamReply.ShouldBe(Socks5ReplyCode.NotAllowedByRuleset);
        error.Message.ShouldBe($"upstream up (127.0.0.1:{server.Port}) refused example.com:443: reply 02, not allowed by its rules");
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(10), Token);
    }

    [Theory]
    [InlineData(false, DialErrorKind.TimedOut)]
    [InlineData(true, DialErrorKind.Aborted)]
    public async Task Connect_SilentUpstream_EndsWithTheLimitOrTheSession(bool session, DialErrorKind kind)
    {
        var greeted = new TaskCompletionSource();
        var ended = new TaskCompletionSource();
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.ExpectAsync(Greeting);
            greeted.SetResult();
            await peer.WaitForEndAsync();
            ended.SetResult();
        });
        using var token = new CancellationTokenSource();
        using var outbound = Outbound(server.Port, ProxyScheme.Socks5);
        var dial = outbound.ConnectAsync(Context(), token.Token).AsTask();
        await greeted.Task.WaitAsync(TimeSpan.FromSeconds(10), Token);
        dial.IsCompleted.ShouldBeFalse();

        if (session)
        {
            await token.CancelAsync();
        }
        else
        {
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        var error = (await dial).Error.ShouldNotBeNull();
        error.Kind.ShouldBe(kind);
        error.Stage.ShouldBe(DialStage.ProxyGreeting);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(10), Token);
    }

    [Fact]
    public async Task Connect_UpstreamNotThere_IsAFailureOfTheUpstreamAndNeverDirect()
    {
        using var outbound = Outbound(ClosedPort(), ProxyScheme.Socks5);

        var error = (await outbound.ConnectAsync(Context(), Token)).Error.ShouldNotBeNull();

        error.Kind.ShouldBe(DialErrorKind.UpstreamFailed);
        error.Stage.ShouldBe(DialStage.Connect);
        error.Message.ShouldStartWith("upstream up cannot be reached: 127.0.0.1:");
        error.Message.ShouldEndWith(": connection refused");
    }

    [Fact]
    public async Task Connect_TlsFails_SaysWhy()
    {
        await using var server = new ScriptedServer(peer => peer.WaitForEndAsync());
        using var outbound = new UpstreamOutbound(
            Options(server.Port, ProxyScheme.Socks5Tls), Dialer(), new ScriptedTls("hostname mismatch"), Udp, NullLogger.Instance);

        var error = (await outbound.ConnectAsync(Context(), Token)).Error.ShouldNotBeNull();

        error.Kind.ShouldBe(DialErrorKind.TlsFailed);
        error.Stage.ShouldBe(DialStage.Tls);
        error.Message.ShouldEndWith("TLS handshake failed: hostname mismatch");
    }

    [Fact]
    public async Task Dispose_DuringAHandshake_WaitsForItsEnd()
    {
        var gate = new TaskCompletionSource();
        var tls = new ScriptedTls("given up") { Gate = gate.Task };
        await using var server = new ScriptedServer(peer => peer.WaitForEndAsync());
        var outbound = new UpstreamOutbound(Options(server.Port, ProxyScheme.Socks5Tls), Dialer(), tls, Udp, NullLogger.Instance);
        var dial = outbound.ConnectAsync(Context(), Token).AsTask();
        SpinWait.SpinUntil(() => server.Accepted == 1, TimeSpan.FromSeconds(10)).ShouldBeTrue();

        outbound.Dispose();
        gate.SetResult();
        (await dial).Error!.Stage.ShouldBe(DialStage.Tls);

        tls.Disposed.ShouldBe(1);
        (await outbound.ConnectAsync(Context(), Token)).Error!.Kind.ShouldBe(DialErrorKind.OutboundUnavailable);
    }

    [Theory]
    [InlineData(ProxyScheme.Socks5, "127.0.0.1", "bob", "", "no password")]
    [InlineData(ProxyScheme.Socks5Tls, "127.0.0.1", "", "pw", "1 to 255 bytes")]
    [InlineData(ProxyScheme.Http, "127.0.0.1", "bo:b", "pw", "colon")]
    [InlineData(ProxyScheme.HttpTls, "proxy example", "bob", "pw", "neither a name nor an address")]
    public async Task Connect_WithOptionsThatCannotWork_FailsClosedAndSaysWhy(ProxyScheme scheme, string host, string user, string password, string why)
    {
        var options = new UpstreamOptions
        {
            Tag = "up", Scheme = scheme, Host = host, Port = 1, UserName = user, Password = System.Text.Encoding.UTF8.GetBytes(password),
        };
        using var outbound = new UpstreamOutbound(options, Dialer(), _tls, Udp, NullLogger.Instance);

        var error = (await outbound.ConnectAsync(Context(), Token)).Error.ShouldNotBeNull();

        error.Kind.ShouldBe(DialErrorKind.OutboundUnavailable);
        error.Message.ShouldContain(why);
    }

    [Fact]
    public void FindFault_OfUsableOptions_IsNone()
    {
        Options(1080, ProxyScheme.Socks5Tls).FindFault().ShouldBeNull();
        new UpstreamOptions { Tag = "up", Scheme = ProxyScheme.Http, Host = "[::1]", Port = 80, UserName = "bob" }.FindFault().ShouldBeNull();
    }

    [Fact]
    public void ToString_OfOptions_HidesTheLogin() =>
        Options(1080, ProxyScheme.Socks5).ToString().ShouldBe("up (Socks5://***@127.0.0.1:1080)");

    [Fact]
    public async Task Connect_UpstreamAwayBeyondTheReachTimeout_TimesOutBeforeTheDialLimit()
    {
        var network = new ScriptedConnector();
        using var outbound = Patient(new TcpDialer(new DialOptions { DialTimeout = TimeSpan.FromSeconds(25) }, _resolver, _time, network), 1080);
        var connecting = outbound.ConnectAsync(Context(), Token).AsTask();
        await Waiting.Until(() => !network.Tried.IsEmpty);

        _time.Advance(TimeSpan.FromSeconds(9));
        network.Cancelled.ShouldBeEmpty();
        _time.Advance(TimeSpan.FromSeconds(1));

        var error = (await connecting.Limited()).Error.ShouldNotBeNull();
        error.Kind.ShouldBe(DialErrorKind.TimedOut);
        error.Stage.ShouldBe(DialStage.Connect);
    }

    [Fact]
    public async Task Connect_SessionEndsWithinTheReachTimeout_IsAbortedNotTimedOut()
    {
        using var session = new CancellationTokenSource();
        var network = new ScriptedConnector();
        using var outbound = Patient(new TcpDialer(new DialOptions { DialTimeout = TimeSpan.FromSeconds(25) }, _resolver, _time, network), 1080);
        var connecting = outbound.ConnectAsync(Context(), session.Token).AsTask();
        await Waiting.Until(() => !network.Tried.IsEmpty);

        await session.CancelAsync();

        (await connecting.Limited()).Error.ShouldNotBeNull().Kind.ShouldBe(DialErrorKind.Aborted);
    }

    [Fact]
    public async Task Connect_AnswerLaterThanTheReachTimeout_IsWaitedFor()
    {
        var (asked, late) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.ExpectAsync(Greeting);
            await peer.SendAsync("05 02");
            await peer.ExpectAsync(Login);
            await peer.SendAsync("01 00");
            await peer.ExpectAsync(Request);
            asked.SetResult();
            await late.Task;
            await peer.SendAsync("05 00 00 01 CB 00 71 09 04 38");
            await peer.WaitForEndAsync();
        });
        using var outbound = Patient(
            new TcpDialer(new DialOptions { DialTimeout = TimeSpan.FromSeconds(25) }, _resolver, _time, PolledSocketSource.Instance), server.Port);
        var connecting = outbound.ConnectAsync(Context(), Token).AsTask();
        await asked.Task.Limited();

        _time.Advance(TimeSpan.FromSeconds(20));
        late.SetResult();

        var result = await connecting.Limited();
        result.Error.ShouldBeNull();
        await result.Channel!.DisposeAsync();
    }

    private static UpstreamOptions Options(ushort port, ProxyScheme scheme, string host = "127.0.0.1") => new()
    {
        Tag = "up", Scheme = scheme, Host = host, Port = port, UserName = "bob", Password = "pw"u8.ToArray(),
    };

    private static DialContext Context()
    {
        Destination.TryFromHost("example.com", 443, out var destination).ShouldBeTrue();
        return new DialContext(destination, "alice");
    }

    private static ushort ClosedPort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return (ushort)((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static async Task<byte[]> ReadAsync(DuplexChannel channel, int count)
    {
        var bytes = new byte[count];
        var length = 0;
        while (length < count)
        {
            var read = await channel.ReadAsync(bytes.AsMemory(length));
            read.End.ShouldBe(ChannelEnd.None);
            length += read.Bytes;
        }

        return bytes;
    }

    private TcpDialer Dialer() => new(new DialOptions(), _resolver, _time, PolledSocketSource.Instance);

    private UpstreamOutbound Outbound(ushort port, ProxyScheme scheme, string host = "127.0.0.1") => new(Options(port, scheme, host), Dialer(), _tls, Udp, NullLogger.Instance);

    /// <summary>One that gives its upstream less time to be reached than to answer.</summary>
    private UpstreamOutbound Patient(TcpDialer dialer, ushort port) => new(
        Options(port, ProxyScheme.Socks5, "127.0.0.1") with { ReachTimeout = TimeSpan.FromSeconds(10) }, dialer, _tls, Udp, NullLogger.Instance);
}
