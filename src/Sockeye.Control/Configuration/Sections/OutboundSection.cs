using Sockeye.Control.Certificates;
using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Upstreams;
using Sockeye.Core.Net;
using Sockeye.Core.Routing;
using Sockeye.Engine.Outbounds;

namespace Sockeye.Control.Configuration.Sections;

/// <summary><c>outbounds</c>.</summary>
internal static class OutboundSection
{
    public static IReadOnlyList<OutboundOptions> BindAll(ConfigurationSection root) =>
        [.. root.Sections("outbounds").Select(Bind).OfType<OutboundOptions>()];

    private static OutboundOptions? Bind(ConfigurationSection section)
    {
        var tag = section.RequiredString("tag");
        if (tag is WellKnownOutbounds.Direct or WellKnownOutbounds.Block)
        {
            section.Fault(section.PlaceOf("tag"), $"\"{tag}\" always exists and can't be defined; choose another tag");
        }
        else if (tag is not null)
        {
            TagText.Declare(section, "tag", tag, section.Context.OutboundTags, "outbound");
            if (section.Context.KnownUpstreams?.Contains(tag) == true)
            {
                // The file wins: what the operator reads is what happens. A fault would let an upstream added later stop the next start.
                section.Context.Warn(section.PlaceOf("tag"), $"an upstream of the database is called {ConfigurationPath.Quote(tag)} too; this one is used");
            }
        }

        var url = Url(section);
        var tls = Tls(section, url);
        var udp = Udp(section, url);
        var fallback = Fallback(section);
        return tag is null || url is not { } proxy ? null
            : new OutboundOptions { Tag = tag, Url = proxy, Tls = tls, Udp = udp, Fallback = fallback, Place = section.Place };
    }

    private static ProxyUrl? Url(ConfigurationSection section)
    {
        if (section.RequiredString("url") is not { } text)
        {
            return null;
        }

        if (ProxyUrl.TryParse(text, out var url, out var error))
        {
            return url;
        }

        section.Fault(section.PlaceOf("url"), error);
        return null;
    }

    private static UpstreamUdp Udp(ConfigurationSection section, ProxyUrl? url)
    {
        if (section.String("udp") is not { } text)
        {
            return UpstreamUdp.Auto;
        }

        var udp = text switch
        {
            "auto" => UpstreamUdp.Auto,
            "tunnel" => UpstreamUdp.Tunnel,
            "plain" => UpstreamUdp.Plain,
            "none" => UpstreamUdp.None,
            _ => (UpstreamUdp?)null,
        };
        if (udp is null)
        {
            section.Fault(section.PlaceOf("udp"), $"expected auto, tunnel, plain or none, found {ConfigurationPath.Quote(text)}{NearestName.Hint(text, ["auto", "tunnel", "plain", "none"])}");
        }
        else if (udp is UpstreamUdp.Tunnel or UpstreamUdp.Plain && url is { Scheme: ProxyScheme.Http or ProxyScheme.HttpTls })
        {
            section.Fault(section.PlaceOf("udp"), "an HTTP proxy carries no UDP; use socks5 or socks5s in \"url\", or leave \"udp\" out");
        }

        return udp ?? UpstreamUdp.Auto;
    }

    private static UpstreamFallback Fallback(ConfigurationSection section)
    {
        if (section.String("fallback") is not { } text)
        {
            return UpstreamFallback.Block;
        }

        if (!FallbackText.TryParse(text, out var fallback))
        {
            section.Fault(section.PlaceOf("fallback"), $"expected block or direct, found {ConfigurationPath.Quote(text)}{NearestName.Hint(text, FallbackText.Words)}");
        }

        return fallback;
    }

    private static OutboundTlsOptions Tls(ConfigurationSection section, ProxyUrl? url)
    {
        if (section.Section("tls") is not { } tls)
        {
            return new OutboundTlsOptions();
        }

        if (url is { IsTls: false })
        {
            section.Fault(tls.Place, "this scheme has no TLS; use socks5s or https in \"url\", or leave \"tls\" out");
        }

        return new OutboundTlsOptions { ServerName = ServerName(tls), CertificateAuthority = Authority(tls), PinSha256 = Pin(tls) };
    }

    private static string? ServerName(ConfigurationSection tls)
    {
        if (tls.String("serverName") is not { } name)
        {
            return null;
        }

        if (!Destination.TryFromHost(name, 0, out _))
        {
            tls.Fault(tls.PlaceOf("serverName"), $"expected a name or an IP address, found {ConfigurationPath.Quote(name)}");
        }

        return name;
    }

    private static string? Authority(ConfigurationSection tls)
    {
        if (tls.FilePath("certificateAuthority") is not { } file)
        {
            return null;
        }

        try
        {
            CertificateFiles.LoadAuthorities(file);
        }
        catch (CertificateException error)
        {
            tls.Fault(tls.PlaceOf("certificateAuthority"), error.Message);
        }

        return file;
    }

    private static ReadOnlyMemory<byte>? Pin(ConfigurationSection tls)
    {
        if (tls.String("pin") is not { } text)
        {
            return null;
        }

        if (PinText.TryParse(text, out var pin))
        {
            return pin;
        }

        tls.Fault(tls.PlaceOf("pin"), "expected " + PinText.Expected);
        return null;
    }
}
