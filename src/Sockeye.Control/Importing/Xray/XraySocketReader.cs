using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.Reading;

namespace Sockeye.Control.Importing.Xray;

/// <summary>Reads <c>sockopt</c>: what is left of it is the system's to decide.</summary>
internal static class XraySocketReader
{
    /// <summary>Of an inbound: whether every connection begins with a PROXY header.</summary>
    public static bool AcceptsProxy(SourceObject stream)
    {
        if (stream.Object("sockopt") is not { } options)
        {
            return false;
        }

        var acceptsProxy = options.Boolean("acceptProxyProtocol") == true;
        if (options.Boolean("v6only") == true)
        {
            options.Warn("v6only", "[::] takes IPv4 too here; to keep it out listen on one IPv6 address");
        }

        if (options.String("tproxy") is { } mode && mode is not ("" or "off"))
        {
            options.Warn("tproxy", "connections that are meant for somebody else are not taken here");
        }

        options.Finish();
        return acceptsProxy;
    }

    /// <summary>Of an outbound; always false.</summary>
    public static bool ReadOutbound(SourceObject stream, XrayFile file)
    {
        if (stream.Object("sockopt") is not { } options)
        {
            return false;
        }

        if (options.String("dialerProxy") is { Length: > 0 } tag)
        {
            options.Refuse("dialerProxy", $"an outbound can't go through another one ({ConfigurationPath.Quote(tag)}) here; take it out, or name the last proxy only");
        }

        if (options.String("interface") is { Length: > 0 })
        {
            options.Warn("interface", "connections leave by the system's own routes here");
        }

        if (options.Integer("mark", int.MinValue, int.MaxValue) is { } mark and not 0)
        {
            options.Warn("mark", $"connections get no mark ({mark}) here and leave by the system's own routes");
        }

        options.Finish();
        return false;
    }
}
