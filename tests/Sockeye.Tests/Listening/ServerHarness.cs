using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Net;
using Microsoft.Extensions.Time.Testing;
using Sockeye.Core.Net;
using Sockeye.Core.Routing;
using Sockeye.Engine.Authentication;
using Sockeye.Engine.Diagnostics;
using Sockeye.Engine.Inbounds;
using Sockeye.Engine.Listening;
using Sockeye.Engine.Outbounds;
using Sockeye.Engine.Routing;
using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport.Sockets.Polling;
using Sockeye.Engine.Transport.Tls;
using Sockeye.Engine.Udp;
using Sockeye.Tests.HttpForwarding;
using Sockeye.Tests.Sessions;
using Sockeye.Tests.Testing;
using Sockeye.Tests.Transport;

namespace Sockeye.Tests.Listening;

/// <summary>The data plane on real loopback sockets, on a clock that the test moves, with one scripted way out.</summary>
internal sealed class ServerHarness : IAccessLog, IAsyncDisposable
{
    private readonly EngineMetrics _metrics;
    private readonly Authenticator _authenticator;
    private readonly List<Socket> _clients = [];

    public ServerHarness(int connections = 100)
    {
        var clock = new SessionClock(Time);
        Registry = new SessionRegistry(clock);
        Limiter = new ConnectionLimiter(connections);
        _metrics = new EngineMetrics(Registry);
        _authenticator = new Authenticator(Users, new PlainTextHasher(), new AuthenticationOptions(), Time);
        Outbound = new ScriptedOutbound(new ConcurrentQueue<string>());
        var router = new Router(new RoutingSnapshot(new RouteTable([], "direct"), new OutboundTable([Outbound])));
        var services = new SessionServices(_authenticator, router, new UdpBinder(PolledSocketSource.Instance), Http, this, _metrics, Log);
        Server = new ProxyServer(PolledSocketSource.Instance, Registry, clock, new SessionTimeouts(), Limiter, Users, services);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public ProxyServer Server { get; }

    public SessionRegistry Registry { get; }

    public ConnectionLimiter Limiter { get; }

    public TestUsers Users { get; } = new("alice", "bob");

    public ScriptedOutbound Outbound { get; }

    public ScriptedHttpServer Http { get; } = new();

    public RecordingLoggerFactory Log { get; } = new();

    public ConcurrentQueue<AccessLogEntry> Lines { get; } = new();

    public IPEndPoint EndPoint => Server.EndPoints[0].EndPoint;

    public static Inbound Inbound(int port = 0, string? proxyProtocolFrom = null, TlsServer? tls = null) => new()
    {
        Tag = "in",
        Listen = new IPEndPoint(IPAddress.Loopback, port),
        Protocols = InboundProtocols.Socks5 | InboundProtocols.Http,
        ProxyProtocolFrom = CidrRange.TryParse(proxyProtocolFrom, out var range) ? [range] : [],
        Tls = tls,
    };

    public static ServerHarness Start(Inbound? inbound = null, int connections = 100)
    {
        var harness = new ServerHarness(connections);
        harness.Server.Start([inbound ?? Inbound()]);
        return harness;
    }

    public async Task<Socket> ConnectAsync(params byte[][] messages)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        _clients.Add(socket);
        await socket.ConnectAsync(EndPoint).Limited();
        if (messages.Length > 0)
        {
            await socket.SendAsync(messages.SelectMany(m => m).ToArray()).Limited();
        }

        return socket;
    }

    /// <summary>A client that is logged in and has its connection.</summary>
    public async Task<Socket> OpenAsync()
    {
        var socket = await ConnectAsync(Socks5Bytes.Greeting, Socks5Bytes.Login("alice", "secret"), Socks5Bytes.Connect("target.test", 80));
        (await ReadAsync(socket, 14)).ShouldBe("05020100" + Socks5Bytes.Success.Replace(" ", "", StringComparison.Ordinal));
        await Waiting.Until(() => Registry.Sessions.Any(s => s.Stage == SessionStage.Relay));
        return socket;
    }

    /// <summary>Exactly that many bytes, as hexadecimal digits.</summary>
    public static async Task<string> ReadAsync(Socket socket, int count)
    {
        var bytes = new byte[count];
        for (var at = 0; at < count;)
        {
            var read = await socket.ReceiveAsync(bytes.AsMemory(at)).Limited();
            read.ShouldBeGreaterThan(0);
            at += read;
        }

        return Convert.ToHexString(bytes);
    }

    /// <summary>Waits for the end; whether it was a FIN or a reset does not matter.</summary>
    public static async Task<string> ReadToEndAsync(Socket socket)
    {
        var all = new MemoryStream();
        var buffer = new byte[1024];
        try
        {
            while (await socket.ReceiveAsync(buffer).Limited() is > 0 and var count)
            {
                all.Write(buffer, 0, count);
            }
        }
        catch (SocketException)
        {
            // reset
        }

        return Convert.ToHexString(all.ToArray());
    }

    /// <summary>The line of the next session that ends.</summary>
    public async Task<AccessLogEntry> LineAsync(int index = 0)
    {
        await Waiting.Until(() => Lines.Count > index);
        return Lines.ElementAt(index);
    }

    public void Write(AccessLogEntry entry) => Lines.Enqueue(entry);

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(c => c.Dispose());
        await Server.DisposeAsync().Limited();
        await Waiting.Until(() => Limiter.Held == 0);
        Registry.Count.ShouldBe(0);
        Users.HasSubscribers.ShouldBeTrue(); // the authenticator's; the server's has gone, which the next line shows
        _authenticator.Dispose();
        Users.HasSubscribers.ShouldBeFalse();
        _metrics.Dispose();
        Log.Entries.ShouldNotContain(e => e.StartsWith("Error", StringComparison.Ordinal));
    }
}
