using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sockeye.Engine.Authentication;
using Sockeye.Engine.Diagnostics;
using Sockeye.Engine.Inbounds;
using Sockeye.Engine.Routing;
using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport;
using Sockeye.HttpForwarding.Clients;
using Sockeye.HttpForwarding.Requests;
using Sockeye.HttpForwarding.Targets;
using Yarp.ReverseProxy.Forwarder;

namespace Sockeye.HttpForwarding;

/// <summary>
/// Forwards absolute-form HTTP/1.x requests (RFC 9112 section 3.2.2): Kestrel reads the client, YARP's forwarder talks to
/// the target, over connections that sessions hand over and outbounds open. It listens on no socket of its own.
/// </summary>
/// <remarks>Each request is authenticated, routed and logged for itself. Trailers and 103 are not carried.</remarks>
public sealed class HttpRequestServer : IHttpRequestServer, IAsyncDisposable
{
    private readonly SessionListener _listener = new();
    private readonly KestrelServer _server;
    private readonly ServiceProvider _services;
    private readonly TargetPoolTable _pools;
    private readonly ForwardingApplication _application;
    private readonly TimeProvider _time;

    /// <summary>Composes; nothing runs before <see cref="StartAsync"/>. The arguments stay their owners'.</summary>
    public HttpRequestServer(
        Authenticator authenticator, Router router, IAccessLog accessLog, EngineMetrics metrics, ILoggerFactory loggerFactory, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(loggerFactory);
        _time = time;
        var quiet = new LoweringLoggerFactory(loggerFactory);
        _services = new ServiceCollection()
            .AddSingleton<ILoggerFactory>(quiet)
            .AddSingleton(typeof(ILogger<>), typeof(Logger<>))
            .AddSingleton(time)
            .AddHttpForwarder()
            .BuildServiceProvider();
        _pools = new TargetPoolTable(metrics, time);
        _application = new ForwardingApplication(
            new RequestLogin(authenticator),
            new RequestForwarder(router, _pools, _services.GetRequiredService<IHttpForwarder>(), accessLog, time),
            loggerFactory.CreateLogger<HttpRequestServer>());
        _server = new KestrelServer(Options.Create(ServerOptions(_services)), _listener, quiet);
    }

    /// <summary>From here on sessions are served.</summary>
    public Task StartAsync(CancellationToken cancellationToken = default) => _server.StartAsync(_application, cancellationToken);

    /// <summary>
    /// Takes no more connections, closes those at rest at once and each other one after the request in hand. Call it when
    /// the drain begins; where <paramref name="cancellationToken"/> is cancelled first, what is left is aborted.
    /// </summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => _server.StopAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<SessionEndReason> ServeAsync(Session session, DuplexChannel channel, ReadOnlyMemory<byte> readAhead)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(channel);
        var connection = new SessionConnection(session, channel, _time);
        return _listener.TryHandOver(connection) ? await connection.RunAsync(readAhead) : SessionEndReason.ServerStopped;
    }

    /// <summary>Stops without waiting for requests in hand, and gives everything back.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(new CancellationToken(canceled: true));
        _server.Dispose();
        _pools.Dispose();
        await _services.DisposeAsync();
    }

    private static KestrelServerOptions ServerOptions(IServiceProvider services)
    {
        var options = new KestrelServerOptions
        {
            ApplicationServices = services,
            AddServerHeader = false,
            AllowHostHeaderOverride = true, // the request target wins over Host
            RequestHeaderEncodingSelector = static _ => Encoding.Latin1,
            ResponseHeaderEncodingSelector = static _ => Encoding.Latin1,
        };
        options.Limits.MaxRequestBodySize = null;
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        options.Limits.MaxConcurrentConnections = null; // the connection limiter has counted them
        options.Limits.MaxConcurrentUpgradedConnections = null;
        options.Limits.MaxRequestLineSize = 16 * 1024; // browsers' longest addresses pass; the default of 8 KiB cuts some
        options.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        options.Limits.KeepAliveTimeout = TimeSpan.MaxValue; // the session's idle limit holds
        options.Listen(SessionEndPoint.Instance, static listen => listen.Protocols = HttpProtocols.Http1);
        return options;
    }
}
