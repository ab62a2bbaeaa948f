using System.Globalization;
using Sockeye.Control.Configuration;
using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.Haproxy;
using Sockeye.Control.Importing.Xray;

namespace Sockeye.Control.Importing.Translation;

/// <summary>
/// Makes one inbound of a HAProxy frontend and of the Xray inbound that it points to; the plain port between them is not opened.
/// </summary>
internal sealed class InboundTranslation
{
    private static readonly string[] BothProtocols = ["socks5", "http"];

    private readonly ImportedSystem _system;
    private readonly ImportNotes _notes;
    private readonly HashSet<string> _tags = new(StringComparer.Ordinal);
    private readonly HashSet<XrayInbound> _behindFrontends = [];
    private readonly HashSet<string> _concernedBackends = new(StringComparer.Ordinal);

    public InboundTranslation(ImportedSystem system, ImportNotes notes) => (_system, _notes) = (system, notes);

    public List<TranslatedInbound> Inbounds { get; private set; } = [];

    /// <summary>The frontends that became inbounds, with the backend of each.</summary>
    public List<(HaproxyFrontend Frontend, HaproxyBackend Backend)> Frontends { get; } = [];

    /// <summary>Inbounds whose backend is an external proxy of these files, with its address: everything goes there.</summary>
    public List<(string Tag, HaproxyServer Server)> Forwarded { get; } = [];

    /// <summary>The tags that an inbound of Xray's has here: more than one where several ports lead to it.</summary>
    public IEnumerable<string> TagsOf(string xrayTag) => Inbounds.Where(inbound => inbound.Source?.Tag?.Text == xrayTag).Select(inbound => inbound.Tag);

    public void Run()
    {
        foreach (var tag in (_system.Xray?.Inbounds ?? []).Select(inbound => inbound.Tag?.Text).OfType<string>())
        {
            _tags.Add(tag);
        }

        foreach (var frontend in _system.Haproxy?.Frontends ?? [])
        {
            Add(frontend);
        }

        foreach (var inbound in (_system.Xray?.Inbounds ?? []).Where(inbound => !_behindFrontends.Contains(inbound)))
        {
            AddAlone(inbound);
        }

        // In the order of Xray's file, where the ports with TLS and those without stand together.
        Inbounds = [.. Inbounds.OrderBy(inbound => inbound.Source?.Place.Line ?? int.MaxValue).ThenBy(inbound => inbound.Source?.Place.Column)];
        foreach (var backend in (_system.Haproxy?.Backends ?? []).Where(backend => !_concernedBackends.Contains(backend.Name)))
        {
            _notes.Unconcerned(backend.Place, $"backend {ConfigurationPath.Quote(backend.Name)}: no proxy port of this system leads there");
        }
    }

    private void Add(HaproxyFrontend frontend)
    {
        var backend = Backend(frontend.DefaultBackend?.Value);
        if (!frontend.HasUnreadableTls && !frontend.Binds.Any(bind => bind.IsTls))
        {
            AddWithoutTls(frontend, backend);
            return;
        }

        if (frontend.DefaultBackend is not { } named)
        {
            Unconcerned(frontend, frontend.ConditionalBackends.Count > 0 ? "it chooses its backends by conditions" : "it names no backend");
            return;
        }

        if (backend is null)
        {
            _notes.Refuse(named.Place, $"no backend is called {ConfigurationPath.Quote(named.Value)}{NearestName.Hint(named.Value, [.. (_system.Haproxy?.Backends ?? []).Select(b => b.Name)])}");
            return;
        }

        if (backend.Servers is not [var server, ..])
        {
            Unconcerned(frontend, $"its backend {ConfigurationPath.Quote(backend.Name)} has no server");
            return;
        }

        if (_system.Xray is not { } xray)
        {
            if (!frontend.IsTcp)
            {
                Unconcerned(frontend, "mode http");
                return;
            }

            Concern(frontend, backend);
            _notes.Warn(server.Place, $"no Xray file was named: what HAProxy hands on to {server.Host}:{server.Port} is taken to be SOCKS5 and HTTP proxying, with the users of the other files and of the database");
            AddBinds(frontend, source: null);
        }
        else if (BackendTarget.Find(server, xray) is { } target)
        {
            Concern(frontend, backend);
            Close(backend, xray);
            _notes.Translated(server.Place, $"the plain hop to {target.Place.Path} of Xray's file is gone: one inbound decrypts and logs in");
            AddBinds(frontend, target);
        }
        else if (BackendTarget.FindForeign(server, xray) is { } foreign)
        {
            Unconcerned(frontend, $"it leads to Xray's {foreign.Place.Path}, which speaks {foreign.Protocol}");
            _concernedBackends.Add(backend.Name);
        }
        else if (!frontend.IsTcp)
        {
            Unconcerned(frontend, "mode http, and its backend is no inbound of Xray's file");
        }
        else if (IsExternalProxy(server))
        {
            Concern(frontend, backend);
            _notes.Warn(server.Place, $"{server.Host}:{server.Port} is an external proxy of these files: the users log in here now, and all of this port goes there with the login of those files");
            AddBinds(frontend, source: null, server);
        }
        else
        {
            Concern(frontend, backend);
            _notes.Refuse(
                server.Place,
                $"{server.Host}:{server.Port} is no socks or http inbound of Xray's file and no external proxy of these files, so nobody can tell what it speaks; leave this frontend out in a copy, or name the file that has it");
        }
    }

    /// <summary>A frontend that hands TLS or plain bytes on as they are.</summary>
    private void AddWithoutTls(HaproxyFrontend frontend, HaproxyBackend? backend)
    {
        var servers = backend?.Servers ?? [];
        if (_system.Xray is not { } xray || servers.Select(server => BackendTarget.Find(server, xray)).FirstOrDefault(inbound => inbound is not null) is not { } target)
        {
            var why = !frontend.IsTcp ? "mode http" : frontend.ConditionalBackends.Count > 0 ? "it hands connections on undecrypted, by conditions" : "it has no TLS, and leads to no proxy inbound of Xray's file";
            Unconcerned(frontend, why);
            return;
        }

        Concern(frontend, backend!);
        Close(backend!, xray);
        if (target.Tls is not null)
        {
            _notes.Translated(frontend.Place, $"HAProxy hands TLS on to Xray's {target.Place.Path}, which decrypts it: here one inbound does, with Xray's certificates");
        }

        foreach (var bind in frontend.Binds)
        {
            foreach (var address in bind.Addresses)
            {
                if (target.Tls is null && !address.IsLoopback)
                {
                    _notes.Refuse(bind.Place, $"without TLS, passwords would cross the network readable on {address}: give it \"ssl crt FILE\", or let it listen on 127.0.0.1");
                    continue;
                }

                var inbound = Inbound(target, address, bind.Place, Tag(target, frontend.Name)) with { ProxyFrom = ProxyFrom(frontend, bind) };
                Inbounds.Add(inbound);
                TellAlone(inbound);
            }
        }
    }

    private void AddBinds(HaproxyFrontend frontend, XrayInbound? source, HaproxyServer? forwardedTo = null)
    {
        foreach (var bind in frontend.Binds)
        {
            if (!bind.IsTls)
            {
                _notes.Warn(bind.Place, "this address of the frontend has no TLS: it is not opened");
                continue;
            }

            foreach (var address in bind.Addresses)
            {
                if (frontend.Binds.Any(other => other.IsTls && other.Addresses.Any(wider => wider != address && wider.IsDualStack && wider.Overlaps(address))))
                {
                    _notes.Translated(bind.Place, $"{address}: the port on [::], which takes IPv4 too here");
                    continue;
                }

                var inbound = new TranslatedInbound
                {
                    Tag = Tag(source, frontend.Name),
                    Listen = address,
                    Protocols = BothProtocols,
                    IsTls = true,
                    Certificates = [.. bind.Certificates.Select(certificate => (certificate.File, certificate.KeyFile, certificate.Place))],
                    ProxyFrom = ProxyFrom(frontend, bind),
                    Udp = source is null ? null : source.Udp?.Value ?? false,
                    Source = source,
                    Place = bind.Place,
                };
                Inbounds.Add(inbound);
                _notes.Translated(bind.Place, $"inbound {ConfigurationPath.Quote(inbound.Tag)} on {address}, TLS 1.3; it speaks socks5 and http, which curl and browsers need");
                TellUdp(inbound);
                if (forwardedTo is not null)
                {
                    Forwarded.Add((inbound.Tag, forwardedTo));
                }
            }
        }
    }

    private void AddAlone(XrayInbound source)
    {
        var address = new ListenAddress(source.Address, source.Port);
        if (source.Tls is null && !address.IsLoopback)
        {
            _notes.Refuse(source.Place, $"without TLS, passwords would cross the network readable on {address}: name the haproxy.cfg that stands before it, give it \"streamSettings\" with TLS, or let it listen on 127.0.0.1");
            return;
        }

        var inbound = Inbound(source, address, source.Place, Tag(source, source.Protocol == XrayInboundProtocol.Http ? "http-in" : InboundOptions.DefaultTag));
        Inbounds.Add(inbound with { ProxyFrom = source.AcceptsProxy ? Anybody(source.Place) : [] });
        TellAlone(inbound);
    }

    private void TellAlone(TranslatedInbound inbound)
    {
        _notes.Translated(inbound.Place, $"inbound {ConfigurationPath.Quote(inbound.Tag)} on {inbound.Listen}{(inbound.IsTls ? ", TLS 1.3; it speaks socks5 and http" : ", without TLS, for this machine only")}");
        TellUdp(inbound);
    }

    private static TranslatedInbound Inbound(XrayInbound source, ListenAddress address, SourcePlace place, string tag) => new()
    {
        Tag = tag,
        Listen = address,
        Protocols = source.Tls is not null || source.Protocol == XrayInboundProtocol.Mixed ? BothProtocols : [source.Protocol == XrayInboundProtocol.Http ? "http" : "socks5"],
        IsTls = source.Tls is not null,
        Certificates = [.. (source.Tls?.Certificates ?? []).Select(files => (files.Certificate, (string?)files.Key, source.Tls!.Place))],
        Udp = source.Udp?.Value ?? false,
        UdpAddress = source.Tls is null ? source.UdpAddress : null,
        Source = source,
        Place = place,
    };

    private void TellUdp(TranslatedInbound inbound)
    {
        if (inbound is { IsTls: true, Source.Udp: { Value: true } udp })
        {
            _notes.Translated(udp.Place, "UDP inside the TLS connection; the plain form would show destinations and data to the network, so it stays closed (\"udp\": {\"plain\": true} opens it)");
        }

        if (inbound is { IsTls: true, Source.UdpAddress: { } address })
        {
            _notes.Unconcerned(address.Place, "UDP stays inside the TLS connection: no client is told an address");
        }
    }

    // A PROXY header that Xray expects behind HAProxy came from HAProxy, which is gone.
    private IReadOnlyList<string> ProxyFrom(HaproxyFrontend frontend, HaproxyBind bind) =>
        bind.AcceptsProxy ? Anybody(bind.Place) : [.. frontend.ExpectsProxyFrom.Select(range => range.ToString())];

    private IReadOnlyList<string> Anybody(SourcePlace place)
    {
        _notes.Warn(place, "a PROXY header is expected of everybody, so that whoever reaches this port can claim any address; list your balancer's in \"proxyProtocol\": {\"from\": […]}");
        return ["0.0.0.0/0", "::/0"];
    }

    private string Tag(XrayInbound? source, string otherwise)
    {
        // Xray's own tag for the first port that leads to it; the others are counted.
        if (source?.Tag is { } tag && Inbounds.All(inbound => inbound.Tag != tag.Text))
        {
            return tag.Text;
        }

        var wanted = source?.Tag?.Text ?? otherwise;
        var free = wanted;
        for (var number = 2; !_tags.Add(free); number++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{wanted}-{number}");
        }

        return free;
    }

    /// <summary>The ports between HAProxy and Xray are not opened: those of servers that stand by for the first one neither.</summary>
    private void Close(HaproxyBackend backend, XrayConfiguration xray) =>
        _behindFrontends.UnionWith(backend.Servers.Select(server => BackendTarget.Find(server, xray)).OfType<XrayInbound>());

    private HaproxyBackend? Backend(string? name) => _system.Haproxy?.Backends.FirstOrDefault(backend => backend.Name == name);

    private void Concern(HaproxyFrontend frontend, HaproxyBackend backend)
    {
        _notes.AddRange(frontend.Notes);
        if (_concernedBackends.Add(backend.Name))
        {
            _notes.AddRange(backend.Notes);
        }

        Frontends.Add((frontend, backend));
    }

    private void Unconcerned(HaproxyFrontend frontend, string why) =>
        _notes.Unconcerned(frontend.Place, $"frontend {ConfigurationPath.Quote(frontend.Name)}: {why}; it stays with HAProxy");

    private bool IsExternalProxy(HaproxyServer server) =>
        (_system.ExternalProxies?.Proxies ?? []).Any(proxy => BackendTarget.IsAt(server, proxy.Host, proxy.Port))
        || (_system.Xray?.Outbounds ?? []).Any(outbound => outbound.Proxy is { } proxy && BackendTarget.IsAt(server, proxy.Host, proxy.Port));
}
