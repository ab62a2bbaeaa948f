using System.Net;
using Microsoft.Extensions.Logging;
using Sockeye.Control.Configuration;
using Sockeye.Core.Routing;
using Sockeye.Engine.Authentication;
using Sockeye.Engine.Binding;
using Sockeye.Engine.Diagnostics;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Inbounds;
using Sockeye.Engine.Listening;
using Sockeye.Engine.Outbounds;
using Sockeye.Engine.Routing;
using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport;
using Sockeye.Engine.Udp;
using Sockeye.HttpForwarding;

namespace Sockeye.Hosting;

/// <summary>
/// The composition root of <c>connect</c>: the engine of <c>serve</c> the other way round, one plain inbound on loopback and one
/// upstream. No database, no guard (targets are the server's matter), no admin listener.
/// </summary>
internal sealed class Bridge : IAsyncDisposable
{
    private const string InboundTag = "local";

    // The server's limits hold: these only sweep away what a network that is gone left behind.
    private static readonly SessionTimeouts Timeouts = new() { Idle = TimeSpan.FromHours(1), HalfClosed = TimeSpan.FromHours(1), Drain = TimeSpan.FromSeconds(5) };

    // Longer than any server is likely to wait for a peer: the client is told the server's second reply.
    private static readonly BindOptions Bind = new() { Timeout = TimeSpan.FromMinutes(10) };

    private readonly DisposalStack _owned = new();
    private readonly TimeProvider _time = TimeProvider.System;
    private UpstreamOutbound _server = null!;
    private HttpRequestServer _http = null!;
    private ProxyServer _proxy = null!;

    private Bridge()
    {
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint => _proxy.EndPoints[0].EndPoint;

    /// <summary>Listens. What cannot be had is an exception whose message is one line.</summary>
    public static async Task<Bridge> StartAsync(BridgeSettings settings, ILoggerFactory loggers)
    {
        var bridge = new Bridge();
        try
        {
            await bridge.StartPartsAsync(settings, loggers);
            return bridge;
        }
        catch
        {
            await bridge.DisposeAsync();
            throw;
        }
    }

    /// <summary>Tries the server as a session would; null, or why it cannot be had.</summary>
    public ValueTask<DialError?> TryServerAsync(CancellationToken cancellationToken) => _server.TryAsync(cancellationToken);

    /// <summary>Drains and stops.</summary>
    public Task StopAsync(CancellationToken hurry) => Task.WhenAll(_proxy.StopAsync(hurry), _http.StopAsync(hurry));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _owned.DisposeAsync();

    private async Task StartPartsAsync(BridgeSettings settings, ILoggerFactory loggers)
    {
        var tls = BridgeOutbound.SelectTls(settings.Tls, _time);
        var logger = loggers.CreateLogger("Sockeye");
        var udp = new UdpBinder(tls.Sockets);
        _server = _owned.Add(BridgeOutbound.Create(settings.Upstream, tls, udp, _time, logger));

        var users = new BridgeUsers(settings.Login);
        var authenticator = _owned.Add(new Authenticator(users, users, new AuthenticationOptions(), _time));
        var router = new Router(new RoutingSnapshot(new RouteTable([], BridgeOutbound.Tag), new OutboundTable([_server])));
        var clock = new SessionClock(_time);
        var registry = new SessionRegistry(clock);
        var metrics = _owned.Add(new EngineMetrics(registry));
        var accessLog = new NoAccessLog();
        _http = _owned.AddAsync(new HttpRequestServer(authenticator, router, accessLog, metrics, loggers, _time));
        await _http.StartAsync();

        var services = new SessionServices(authenticator, router, udp, _http, accessLog, metrics, logger);
        var limiter = new ConnectionLimiter(new LimitOptions().ResolveConnections());
        _proxy = _owned.AddAsync(new ProxyServer(tls.Sockets, registry, clock, Timeouts, limiter, users, services));
        _proxy.Start([new Inbound
        {
            Tag = InboundTag,
            Listen = settings.Listen.EndPoint,
            Protocols = InboundProtocols.Socks5 | InboundProtocols.Http,
            OpenAccess = users.OpenAccess,
            Bind = Bind,
            Udp = new UdpOptions { Plain = true },
        }]);
        DescriptorReserve.SetLimit(DescriptorLimit.Read());
        _owned.Add(new QuietTrim(_time));
    }
}
