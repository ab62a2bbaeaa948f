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
    private readonly Dictionary<string, StoredCertificateWatcher> _stored = [];
    private readonly string _dataDirectory;
    private readonly ICertificateStore _store;
    private readonly Func<string, TlsCertificate?> _challenges;
    private readonly TlsProvider _tls;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private LocalAuthority? _authority;

    private InboundSet(
        string dataDirectory, ICertificateStore store, Func<string, TlsCertificate?> challenges, TlsProvider tls, TimeProvider time, ILogger logger) =>
        (_dataDirectory, _store, _challenges, _tls, _time, _logger) = (dataDirectory, store, challenges, tls, time, logger);

    /// <summary>The inbounds, in the order of the configuration.</summary>
    public List<Inbound> Inbounds { get; } = [];

    /// <summary>Runs with the tag of a certificate of the store that was replaced or removed, whoever did it.</summary>
    public event Action<string>? StoredChanged;

    /// <summary>What each inbound with TLS serves, by its tag.</summary>
    public Dictionary<string, ServedCertificates> Served { get; } = [];

    /// <summary>Loads every certificate. Throws <see cref="CertificateException"/> or <see cref="TlsConfigurationException"/>, one line each.</summary>
    public static InboundSet Create(
        SockeyeOptions options, string dataDirectory, ICertificateStore store, Func<string, TlsCertificate?> challenges, TlsProvider tls, TimeProvider time, ILogger logger)
    {
        // Any port with TLS may be the one that 443 leads to; and a reload may bring the first certificate that is asked for there.
        var set = new InboundSet(dataDirectory, store, challenges, tls, time, logger);
        try
        {
            foreach (var inbound in options.Inbounds)
            {
                if (inbound is { Udp.Plain: true } and not { Tls.Kind: InboundTlsKind.None, AllowPlaintext: false, ProxyProtocolFrom.Count: 0 }) HostLog.UdpOutsideTls(logger, inbound.Tag);
                set.Add(inbound);
            }

            set._authority?.Start();
            foreach (var stored in set._stored.Values)
            {
                stored.Start();
            }

            return set;
        }
        catch
        {
            set.Dispose();
            throw;
        }
    }

    /// <summary>Looks at every certificate now, as SIGHUP asks for, or whoever has just issued one.</summary>
    public void CheckCertificates()
    {
        foreach (var check in _checks)
        {
            check();
        }
    }

    public void Dispose()
    {
        for (var i = _owned.Count - 1; i >= 0; i--)
        {
            _owned[i].Dispose();
        }
    }

    private void Add(InboundOptions options) => Inbounds.Add(new Inbound
    {
        Tag = options.Tag,
        Listen = options.Listen.EndPoint,
        Protocols = options.Protocols,
        ProxyProtocolFrom = options.ProxyProtocolFrom,
        Bind = options.Bind,
        Udp = options.Udp,
        Tls = options.Tls.Kind == InboundTlsKind.None ? null : CreateServer(options),
    });

    private TlsServer CreateServer(InboundOptions options)
    {
        var certificates = Certificates(options.Tls);
        var server = _tls.CreateServer(new TlsServerOptions { Certificates = certificates.Current, ChallengeCertificate = _challenges });
        certificates.Changed += server.ReplaceCertificates;
        _owned.Add(server);
        Served[options.Tag] = certificates;
        return server;
    }

    private ServedCertificates Certificates(InboundTlsOptions options)
    {
        if (options.Kind == InboundTlsKind.LocalAuthority)
        {
            var defaults = new ServedCertificates(Authority(), keepsLocal: true);
            defaults.Add(Stored(StoredCertificate.DefaultTag));
            return defaults;
        }

        var certificates = new ServedCertificates(options.Certificates.Count > 0 ? null : Authority(), keepsLocal: false);
        if (options.Certificates.Count > 0)
        {
            var files = CertificateWatcher.Open(options.Certificates, _time, _logger);
            Own(files, files.CheckNow);
            files.Start();
            certificates.Add(files);
        }

        foreach (var tag in options.Acme)
        {
            certificates.Add(Stored(tag));
        }

        return certificates;
    }

    private LocalAuthority Authority()
    {
        if (_authority is null)
        {
            _authority = LocalAuthority.Ensure(_dataDirectory, _time, _logger);
            Own(_authority, _authority.CheckNow);
        }

        return _authority;
    }

    private StoredCertificateWatcher Stored(string tag)
    {
        if (!_stored.TryGetValue(tag, out var watcher))
        {
            watcher = _stored[tag] = StoredCertificateWatcher.Open(_store, tag, _time, _logger);
            watcher.Replaced += () => StoredChanged?.Invoke(tag);
            Own(watcher, watcher.CheckNow);
        }

        return watcher;
    }

    private void Own(IDisposable owned, Func<bool> check)
    {
        _owned.Add(owned);
        _checks.Add(check);
    }
}
