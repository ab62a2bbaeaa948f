using System.Globalization;
using System.Net;
using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.Reading;

namespace Sockeye.Control.Importing.Xray;

/// <summary>Reads where an inbound listens: <c>listen</c> and <c>port</c>.</summary>
internal static class XrayListenReader
{
    /// <summary>The address; null after a refusal.</summary>
    public static IPAddress? Address(SourceObject inbound, XrayFile file)
    {
        if (!inbound.Has("listen"))
        {
            return IPAddress.Any;
        }

        if (file.Expanded(inbound, "listen") is not { } text)
        {
            return null;
        }

        if (text == "localhost")
        {
            inbound.Translated("listen", "127.0.0.1");
            return IPAddress.Loopback;
        }

        // The spellings of Go: no 127.1 and no numbers, which the platform's parser would take.
        var literal = text is ['[', .., ']'] ? text[1..^1] : text;
        if (!literal.AsSpan().ContainsAny('[', ']') && (literal.Contains(':') || literal.Count(c => c == '.') == 3)
            && IPAddress.TryParse(literal, out var address))
        {
            return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        }

        inbound.Refuse("listen", text.StartsWith('/') || text.StartsWith('@')
            ? "a unix socket is not listened on here; write an IP address, such as 127.0.0.1"
            : $"expected an IPv4 or IPv6 address of this machine, such as 127.0.0.1, found {ConfigurationPath.Quote(text)}; without \"listen\" it is 0.0.0.0");
        return null;
    }

    /// <summary>The one port; null after a refusal.</summary>
    public static ushort? Port(SourceObject inbound, XrayFile file)
    {
        if (inbound.Node("port") is not { } node)
        {
            inbound.Refuse("port", "no \"port\": write the one that it listens on");
            return null;
        }

        if (node.Kind != ConfigurationNodeKind.String)
        {
            return (ushort?)inbound.Integer("port", 1, ushort.MaxValue);
        }

        if (file.Expanded(inbound, "port") is not { } text)
        {
            return null;
        }

        if (One(text) is { } port)
        {
            return port;
        }

        inbound.Refuse("port", $"expected one port from 1 to 65535, found {ConfigurationPath.Quote(text)}; for several write an inbound each");
        return null;
    }

    /// <summary>The port where it is plain to see, nothing told.</summary>
    public static ushort? PortOrNull(SourceObject inbound) =>
        inbound.Node("port") is { Kind: ConfigurationNodeKind.Number or ConfigurationNodeKind.String } node ? One(node.Text) : null;

    // A range of one port is that port.
    private static ushort? One(string text)
    {
        var ends = text.Trim().Split('-', 2);
        return TryParse(ends[0], out var first) && first > 0 && TryParse(ends[^1], out var last) && first == last ? first : null;
    }

    private static bool TryParse(string text, out ushort port) => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port);
}
