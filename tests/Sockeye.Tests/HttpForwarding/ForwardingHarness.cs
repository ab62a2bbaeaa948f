using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Sockeye.Core.Routing;
using Sockeye.Engine.Authentication;
using Sockeye.Engine.Diagnostics;
using Sockeye.Engine.Outbounds;
using Sockeye.Engine.Routing;
using Sockeye.Engine.Sessions;
using Sockeye.HttpForwarding;
using Sockeye.Tests.Testing;

namespace Sockeye.Tests.HttpForwarding;

/// <summary>A whole HTTP request server between in-memory clients and origins on real loopback sockets.</summary>
internal sealed class ForwardingHarness : IAsyncDisposable, IAccessLog
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly RecordingLoggerFactory _log = new();
    private readonly SessionRegistry _registry;
    private readonly EngineMetrics _metrics;
    private readonly Authenticator _authenticator;
    private readonly List<ForwardingClient> _clients = [];

    private ForwardingHarness()
    {
        var time = TimeProvider.System;
        _registry = new SessionRegistry(new SessionClock(time));
        _metrics = new EngineMetrics(_registry);
        Users = new TestUsers("alice", "bob");
        _authenticator = new Authenticator(Users, new PlainTextHasher(), new AuthenticationOptions(), time);
        Direct = new LoopbackOutbound("direct");
        Router = new Router(SnapshotWith(Direct));
        Server = new HttpRequestServer(_authenticator, Router, this, _metrics, _log, time);
    }

    public HttpRequestServer Server { get; }

    public TestUsers Users { get; }

    public LoopbackOutbound Direct { get; }

    public Router Router { get; }

    public ConcurrentQueue<AccessLogEntry> Lines { get; } = new();

    public static async Task<ForwardingHarness> StartAsync()
    {
        var harness = new ForwardingHarness();
        await harness.Server.StartAsync();
        return harness;
    }

    public static RoutingSnapshot SnapshotWith(Outbound outbound) => new(new RouteTable([], outbound.Tag), new OutboundTable([outbound]));

    public static string Login(string user, string password = "secret") =>
        $"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}\r\n";

    /// <summary>A new session; <paramref name="readAhead"/> is what its detection had read.</summary>
    public ForwardingClient Connect(string readAhead = "")
    {
        var session = _registry.Begin("in", new IPEndPoint(IPAddress.Parse("192.0.2.1"), 50_000));
        var pair = new DuplexPair();
        session.AttachClient(pair.Far);
        session.Enter(SessionStage.Login);
        session.Protocol = "http";
        var client = new ForwardingClient(session, pair.Near, Server.ServeAsync(session, pair.Far, Encoding.Latin1.GetBytes(readAhead)));
        _clients.Add(client);
        return client;
    }

    public async Task<AccessLogEntry> LineAsync(int index)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (Lines.Count <= index)
        {
            await Task.Delay(5, limit.Token); // the line is written after the answer
        }

        return Lines.ElementAt(index);
    }

    public void Write(AccessLogEntry entry) => Lines.Enqueue(entry);

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            client.Channel.Abort();
            await client.Served.WaitAsync(Limit);
        }

        await Server.DisposeAsync();
        _authenticator.Dispose();
        _metrics.Dispose();
        _log.Entries.ShouldBeEmpty();
        await Direct.AllClosedAsync().WaitAsync(Limit);
    }

    /// <summary>Where an origin of the tests is: any name is this machine.</summary>
    public static string Url(RawOrigin origin, string path = "/", string host = "origin.test") => $"http://{host}:{origin.Port}{path}";
}
