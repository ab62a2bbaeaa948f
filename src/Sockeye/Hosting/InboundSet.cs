using Microsoft.Extensions.Logging;
using Sockeye.Control.Certificates;
using Sockeye.Control.Certificates.Managed;
using Sockeye.Control.Configuration;
using Sockeye.Engine.Inbounds;
using Sockeye.Engine.Listening;
using Sockeye.Engine.Transport.Tls;

namespace Sockeye.Hosting;

/// <summary>The inbounds with their TLS servers, and whatever keeps their certificates fresh.</summary>
internal sealed class InboundSet : IDisposable
{
    private readonly List<IDisposable> _owned = [];
    private readonly List<Func<bool>> _checks = [];
    private readonly TlsProvider _tls;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    private InboundSet(TlsProvider tls, TimeProvider time, ILogger logger) => (_tls, _time, _logger) = (tls, time, logger);

    /// <summary>The inbounds, in the order of the configuration.</summary>
    public List<Inbound> Inbounds { get; } = [];

    /// <summary>The name that clients should ask for, by the inbound's tag; none where the address itself is certified.</summary>
    public Dictionary<string, string> ServerNames { get; } = [];

    /// <summary>Loads every certificate. Throws <see cref="CertificateException"/> or <see cref="TlsConfigurationException"/>, one line each.</summary>
    public static InboundSet Create(SockeyeOptions options, string dataDirectory, TlsProvider tls, TimeProvider time, ILogger logger)
    {
        var set = new InboundSet(tls, time, logger);
        try
        {
            DefaultCertificates? defaults = null;
            foreach (var inbound in options.Inbounds)
            {
                if (inbound is { Udp.Plain: true } and not { Tls.Kind: InboundTlsKind.None, AllowPlaintext: false, ProxyProtocolFrom.Count: 0 }) HostLog.UdpOutsideTls(logger, inbound.Tag);
                if (inbound.Tls.Kind == InboundTlsKind.LocalAuthority)
                {
                    defaults ??= set.OpenDefaults(dataDirectory);
                }

                set.Add(inbound, defaults);
            }

            defaults?.Start();
            return set;
        }
        catch
        {
            set.Dispose();
            throw;
        }
    }

    /// <summary>Looks at every certificate file now, as SIGHUP asks for.</summary>
    public void CheckCertificates() => _checks.ForEach(check => check());

    public void Dispose()
    {
        for (var i = _owned.Count - 1; i >= 0; i--)
        {
            _owned[i].Dispose();
        }
    }

    private DefaultCertificates OpenDefaults(string dataDirectory)
    {
        var authority = LocalAuthority.Ensure(dataDirectory, _time, _logger);
        Own(authority, authority.CheckNow);
        var imported = StoredCertificateWatcher.Open(new FileCertificateStore(dataDirectory), StoredCertificate.DefaultTag, _time, _logger);
        Own(imported, imported.CheckNow);
        return new DefaultCertificates(authority, imported);
    }

    private void Add(InboundOptions options, DefaultCertificates? defaults) => Inbounds.Add(new Inbound
    {
        Tag = options.Tag,
        Listen = options.Listen.EndPoint,
        Protocols = options.Protocols,
        ProxyProtocolFrom = options.ProxyProtocolFrom,
        Bind = options.Bind,
        Udp = options.Udp,
        Tls = options.Tls.Kind switch
        {
            InboundTlsKind.LocalAuthority => LocalServer(defaults!),
            InboundTlsKind.Certificates => FileServer(options),
            _ => null,
        },
    });

    private TlsServer LocalServer(DefaultCertificates defaults)
    {
        var server = _tls.CreateServer(new TlsServerOptions { Certificates = defaults.Current });
        defaults.Changed += server.ReplaceCertificates;
        _owned.Add(server);
        return server;
    }

    private TlsServer FileServer(InboundOptions options)
    {
        var watcher = CertificateWatcher.Open(options.Tls.Certificates, _time, _logger);
        var server = _tls.CreateServer(new TlsServerOptions { Certificates = watcher.Current });
        watcher.Changed += server.ReplaceCertificates;
        _owned.Add(server);
        Own(watcher, watcher.CheckNow);
        watcher.Start();
        if (CertificateServerName.Of(watcher.Current[0].Leaf) is { } name)
        {
            ServerNames[options.Tag] = name;
        }

        return server;
    }

    private void Own(IDisposable owned, Func<bool> check)
    {
        _owned.Add(owned);
        _checks.Add(check);
    }
}
