using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.Reading;

namespace Sockeye.Control.Importing.Xray;

/// <summary>Reads one of <c>outbounds</c>.</summary>
internal static class XrayOutboundReader
{
    /// <summary>The outbound; a faulty proxy is one that can't be had.</summary>
    public static XrayOutbound Read(SourceObject outbound, XrayFile file, XrayTags tags)
    {
        var tag = tags.OfOutbound(outbound);
        var protocol = outbound.String("protocol");
        var kind = protocol?.ToLowerInvariant() switch
        {
            "freedom" or "direct" => XrayOutboundKind.Direct,
            "blackhole" or "block" => XrayOutboundKind.Block,
            "socks" or "http" => XrayOutboundKind.Proxy,
            _ => XrayOutboundKind.Foreign,
        };
        XrayProxy? proxy = null;
        switch (kind)
        {
            case XrayOutboundKind.Direct:
                Ways(outbound);
                XrayFreedomReader.Read(outbound, file);
                outbound.Finish();
                break;
            case XrayOutboundKind.Block:
                Block(outbound);
                outbound.Finish();
                break;
            case XrayOutboundKind.Proxy:
                Ways(outbound);
                proxy = XrayProxyReader.Read(outbound, isHttp: protocol!.Equals("http", StringComparison.OrdinalIgnoreCase), file);
                kind = proxy is null ? XrayOutboundKind.Foreign : kind;
                outbound.Finish();
                break;
            default:
                Foreign(outbound, protocol, file);
                break;
        }

        return new XrayOutbound { Tag = tag, Kind = kind, Protocol = protocol ?? "", Proxy = proxy, Place = outbound.Place };
    }

    private static void Foreign(SourceObject outbound, string? protocol, XrayFile file)
    {
        if (protocol is not null)
        {
            file.Notes.Unconcerned(outbound.Place, $"the protocol {ConfigurationPath.Quote(protocol)} is none of Sockeye's; what is routed to this outbound is refused");
        }
        else if (!outbound.Has("protocol"))
        {
            outbound.Refuse("protocol", "no \"protocol\": write \"freedom\", \"blackhole\", \"socks\" or \"http\"");
        }
    }

    // What changes the way on which an outbound leaves, whatever it is.
    private static void Ways(SourceObject outbound)
    {
        if (outbound.String("sendThrough") is { } address && address is not ("" or "0.0.0.0" or "::"))
        {
            outbound.Refuse("sendThrough", "connections can't be bound to an address here; take it out, or set the system's routes");
        }

        if (outbound.Object("proxySettings") is { } chained)
        {
            if (chained.String("tag") is { Length: > 0 } through)
            {
                chained.Refuse("tag", $"an outbound can't go through another one ({ConfigurationPath.Quote(through)}) here; take it out, or name the last proxy only");
            }

            chained.Finish();
        }

        if (outbound.Has("mux"))
        {
            outbound.Unconcerned("mux", "each connection goes out by itself");
        }

        Strategy(outbound, "targetStrategy");
    }

    /// <summary>A choice of IP versions, which is not taken over.</summary>
    internal static void Strategy(SourceObject source, string key)
    {
        if (source.String(key) is { } strategy && strategy.ToLowerInvariant() is not ("" or "asis" or "useip"))
        {
            source.Warn(key, $"{ConfigurationPath.Quote(strategy)} is not taken over; IPv6 and IPv4 are both tried, the faster one wins");
        }
    }

    private static void Block(SourceObject outbound)
    {
        if (outbound.Object("settings") is not { } settings)
        {
            return;
        }

        if (settings.Object("response") is { } response)
        {
            if (response.String("type") is { } type && type.ToLowerInvariant() is not ("" or "none"))
            {
                response.Warn("type", "a client is told that the rules forbid it: reply 02, or HTTP's 403");
            }

            response.Finish();
        }

        settings.Finish();
    }
}
