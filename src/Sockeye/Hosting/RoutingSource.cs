using System.Net;
using Microsoft.Extensions.Logging;
using Sockeye.Control.Certificates;
using Sockeye.Control.Configuration;
using Sockeye.Control.Storage;
using Sockeye.Control.Upstreams;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Routing;
using Sockeye.Engine.Transport.Tls;
using Sockeye.Engine.Udp;

namespace Sockeye.Hosting;

/// <summary>Keeps the router's snapshot in step with the configuration and the database.</summary>
internal sealed class RoutingSource : IDisposable
{
    private readonly Lock _lock = new();
    private readonly IControlSource _control;
    private readonly TlsProvider _tls;
    private readonly UdpBinder _udp;
    private readonly IPEndPoint? _admin;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly NameResolver _resolver;
    private readonly OwnAddressSource _ownAddresses;
    private DirectWay? _direct;
    private OutboundBuilder _builder;
    private IReadOnlyList<UpstreamRecord> _upstreams;

    public RoutingSource(SockeyeOptions options, IControlSource control, TlsProvider tls, UdpBinder udp, IPEndPoint? admin, TimeProvider time, ILogger logger)
    {
        (_control, _tls, _udp, _admin, _time, _logger) = (control, tls, udp, admin, time, logger);
        _resolver = new NameResolver(new NameResolverOptions(), time);
        _ownAddresses = new OwnAddressSource(time);
        _builder = BuilderFor(options);
        _upstreams = control.Upstreams;
        Router = new Router(new RoutingSnapshot(RouteTableBuilder.Build(options.Routing), _builder.Build(_upstreams)));
        control.Changed += FollowDatabase;
        FollowDatabase(); // what changed before anybody listened
    }

    /// <summary>The router that sessions ask.</summary>
    public Router Router { get; }

    /// <summary>Puts another configuration's rules, outbounds and guard into service; false, and the old ones stay, where they cannot be had.</summary>
    public bool TryReplace(SockeyeOptions options)
    {
        lock (_lock)
        {
            try
            {
                var builder = BuilderFor(options);
                var upstreams = _control.Upstreams;
                Router.Replace(new RoutingSnapshot(RouteTableBuilder.Build(options.Routing), builder.Build(upstreams)));
                (_builder, _upstreams) = (builder, upstreams);
                return true;
            }
            catch (Exception exception) when (exception is CertificateException or TlsConfigurationException)
            {
                HostLog.ReloadRefused(_logger, exception.Message);
                return false;
            }
        }
    }

    public void Dispose()
    {
        _control.Changed -= FollowDatabase;
        _ownAddresses.Dispose();
    }

    private void FollowDatabase()
    {
        lock (_lock)
        {
            // Most changes are of users: neither the rules nor, where the list is the same object, the outbounds change.
            var upstreams = _control.Upstreams;
            if (!ReferenceEquals(upstreams, _upstreams))
            {
                Router.Replace(Router.Snapshot with { Outbounds = _builder.Build(upstreams) });
                _upstreams = upstreams;
            }
        }
    }

    private OutboundBuilder BuilderFor(SockeyeOptions options)
    {
        if (_direct?.Fits(options) != true)
        {
            _direct = new DirectWay(options, _resolver, _ownAddresses, _admin is null ? [] : [_admin], _tls.Sockets, _udp, _time);
        }

        return new OutboundBuilder(options.Outbounds, _direct, _tls, _udp, _logger);
    }
}
