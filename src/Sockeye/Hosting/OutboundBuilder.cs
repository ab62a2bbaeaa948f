using System.Text;
using Microsoft.Extensions.Logging;
using Sockeye.Control.Certificates;
using Sockeye.Control.Configuration;
using Sockeye.Control.Upstreams;
using Sockeye.Core.Net;
using Sockeye.Engine.Outbounds;
using Sockeye.Engine.Transport.Tls;
using Sockeye.Engine.Udp;

namespace Sockeye.Hosting;

/// <summary>Makes the outbounds of one configuration: direct, block, its own, those of the database.</summary>
/// <remarks>
/// What did not change stays the same object: a user who is added costs no upstream its TLS sessions, nor HTTP clients
/// their connections at rest; and the configuration's own are not read again from files that may be gone by then. What is
/// replaced is left to the collector, because sessions may still be dialling through it. Used by one thread at a time.
/// </remarks>
internal sealed class OutboundBuilder(IReadOnlyList<OutboundOptions> configured, DirectWay direct, TlsProvider tls, UdpBinder udp, ILogger logger)
{
    private readonly Outbound[] _wellKnown = [direct.Outbound, new BlockOutbound()];
    private IReadOnlyList<Outbound>? _configured;
    private Dictionary<UpstreamRecord, Outbound> _stored = []; // by reference: an unchanged record is the same object

    /// <summary>Every outbound. One of the database that cannot be had stands there too, and fails closed.</summary>
    /// <exception cref="CertificateException">An authority of the configuration cannot be read; only the first time.</exception>
    /// <exception cref="TlsConfigurationException">An authority of the configuration cannot be used; only the first time.</exception>
    public OutboundTable Build(IReadOnlyList<UpstreamRecord> stored)
    {
        _configured ??= [.. configured.Select(FromConfiguration)];
        _stored = stored.ToDictionary(upstream => upstream, upstream => _stored.GetValueOrDefault(upstream) ?? FromDatabase(upstream));

        // The file wins where both have the tag: what the operator reads is what happens.
        var outbounds = new Dictionary<string, Outbound>(StringComparer.Ordinal);
        foreach (var outbound in _wellKnown.Concat(_stored.Values).Concat(_configured))
        {
            outbounds[outbound.Tag] = outbound;
        }

        return new OutboundTable(outbounds.Values);
    }

    /// <summary>One upstream of the database, as traffic uses it. What is wrong with it makes it fail closed, and no other.</summary>
    private Outbound FromDatabase(UpstreamRecord upstream)
    {
        if (!upstream.Enabled)
        {
            return new UnavailableOutbound(upstream.Id, $"the upstream \"{upstream.Id}\" is disabled");
        }

        if (upstream.Unavailable is { } why)
        {
            return new UnavailableOutbound(upstream.Id, why);
        }

        if (!TryReadScheme(upstream.Scheme, out var scheme))
        {
            return new UnavailableOutbound(upstream.Id, $"the upstream \"{upstream.Id}\" has the unknown scheme {upstream.Scheme}");
        }

        try
        {
            var authorities = upstream.CertificateAuthorityPem is { } pem ? CertificateFiles.ParseAuthorities(pem, $"upstream {upstream.Id}") : null;
            return Create(upstream.Id, scheme, upstream.Host, upstream.Port, upstream.UserName, upstream.Password, new TlsClientOptions
            {
                ServerName = upstream.ServerName ?? upstream.Host,
                Authorities = authorities,
                PinnedKeySha256 = upstream.PinSha256,
            }, upstream.Fallback);
        }
        catch (Exception exception) when (exception is CertificateException or TlsConfigurationException)
        {
            return new UnavailableOutbound(upstream.Id, exception.Message);
        }
    }

    private Outbound FromConfiguration(OutboundOptions options) =>
        Create(options.Tag, options.Url.Scheme, options.Url.Host, options.Url.Port, options.Url.UserName, options.Url.Password, new TlsClientOptions
        {
            ServerName = options.Tls.ServerName ?? options.Url.Host,
            Authorities = options.Tls.CertificateAuthority is { } file ? CertificateFiles.LoadAuthorities(file) : null,
            PinnedKeySha256 = options.Tls.PinSha256,
        }, options.Fallback, options.Udp);

    private Outbound Create(
        string tag, ProxyScheme scheme, string host, int port, string? userName, string? password, TlsClientOptions security,
        UpstreamFallback fallback, UpstreamUdp datagrams = default)
    {
        var upstream = new UpstreamOutbound(
            new UpstreamOptions
            {
                Tag = tag,
                Scheme = scheme,
                Host = host,
                Port = (ushort)port,
                UserName = userName,
                Password = password is null ? null : Encoding.UTF8.GetBytes(password),
                Udp = datagrams,
                Tls = scheme is ProxyScheme.Socks5Tls or ProxyScheme.HttpTls ? security : null,
                ReachTimeout = fallback == UpstreamFallback.Direct ? FallbackOutbound.ReachTimeout(direct.Dialer) : null,
            },
            direct.Dialer,
            tls,
            udp,
            logger);
        return fallback == UpstreamFallback.Direct ? new FallbackOutbound(upstream, direct.Outbound, direct.Dialer, logger) : upstream;
    }

    private static bool TryReadScheme(string text, out ProxyScheme scheme)
    {
        foreach (var candidate in Enum.GetValues<ProxyScheme>())
        {
            if (ProxyUrl.NameOf(candidate) == text)
            {
                scheme = candidate;
                return true;
            }
        }

        scheme = default;
        return false;
    }
}
