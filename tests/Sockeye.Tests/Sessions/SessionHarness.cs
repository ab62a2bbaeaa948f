using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Time.Testing;
using Sockeye.Core.Routing;
using Sockeye.Engine.Authentication;
using Sockeye.Engine.Diagnostics;
using Sockeye.Engine.Inbounds;
using Sockeye.Engine.Listening;
using Sockeye.Engine.Outbounds;
using Sockeye.Engine.Routing;
using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport.Sockets.Polling;
using Sockeye.Engine.Transport;
using Sockeye.Engine.Udp;
using Sockeye.Tests.HttpForwarding;
using Sockeye.Tests.Testing;
using Sockeye.Tests.Transport;

namespace Sockeye.Tests.Sessions;

/// <summary>Whole sessions in memory: clients, the engine, one scripted way out, and a clock that the test moves.</summary>
internal sealed class SessionHarness : IAsyncDisposable
{
    private readonly RecordingLoggerFactory _log = new();
    private readonly List<SessionClient> _clients = [];
    private readonly EngineMetrics _metrics;
    private readonly SessionRunner _runner;

    public SessionHarness(IPasswordHasher? hasher = null, AuthenticationOptions? authentication = null)
    {
        Clock = new SessionClock(Time);
        Registry = new SessionRegistry(Clock);
        _metrics = new EngineMetrics(Registry);
        Outbound = new ScriptedOutbound(Writes);
        Authenticator = new Authenticator(Users, hasher ?? new PlainTextHasher(), authentication ?? new AuthenticationOptions(), Time);
        Router = new Router(new RoutingSnapshot(new RouteTable([], "direct"), new OutboundTable([Outbound])));
        _runner = new SessionRunner(new SessionServices(Authenticator, Router, new UdpBinder(PolledSocketSource.Instance), Http, new NoAccessLog(), _metrics, _log));
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public SessionClock Clock { get; }

    public SessionRegistry Registry { get; }

    public TestUsers Users { get; } = new("alice", "bob");

    public Authenticator Authenticator { get; }

    public Router Router { get; }

    public ScriptedOutbound Outbound { get; }

    public ScriptedHttpServer Http { get; } = new();

    public SessionTimeouts Timeouts { get; init; } = new();

    /// <summary>The order of the engine's writes: <c>client</c> and <c>target</c>.</summary>
    public ConcurrentQueue<string> Writes { get; } = new();

    /// <summary>A new client; the engine reads its bytes in pieces of these sizes.</summary>
    public SessionClient Connect(params int[] pieces) => Connect(InboundProtocols.Socks5 | InboundProtocols.Http, pieces);

    public SessionClient Connect(InboundProtocols protocols, params int[] pieces)
    {
        var pair = new DuplexPair();
        var session = Registry.Begin("in", new IPEndPoint(IPAddress.Parse("192.0.2.1"), 50_000));
        var client = new SessionClient(session, pair.Near, RunAsync(session, new SegmentedChannel(pair.Far, "client", Writes, pieces), protocols));
        _clients.Add(client);
        return client;
    }

    /// <summary>Moves the clock and looks for overdue sessions, as the server's tick does.</summary>
    public void Pass(TimeSpan time)
    {
        Time.Advance(time);
        Registry.Sweep(Timeouts, Users.Current, Clock.Tick());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            client.Channel.Abort();
        }

        Outbound.Target.Abort();
        await Task.WhenAll(_clients.Select(c => c.Run)).Limited();
        Registry.Count.ShouldBe(0);
        Authenticator.Dispose();
        _metrics.Dispose();
        _log.Entries.ShouldBeEmpty();
    }

    private async Task RunAsync(Session session, DuplexChannel channel, InboundProtocols protocols)
    {
        session.AttachClient(channel);
        try
        {
            await using (channel)
            {
                if (await _runner.OpenAsync(session, channel, new Inbound { Tag = "in", Listen = new(IPAddress.Loopback, 0), Protocols = protocols, Udp = new() { Tunnel = false } }) is { } relay) await relay.RunAsync();
            }
        }
        catch (OperationCanceledException) when (session.Cancellation.IsCancellationRequested)
        {
            // As the starter does: ended from outside.
        }
        finally
        {
            session.LeaveStage();
            session.Dispose();
            Registry.Finish(session);
        }
    }
}
