using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Sockeye.Control.Importing.Haproxy;

/// <summary>An address of a <c>bind</c> or <c>server</c> line, cut into its parts (HAProxy's configuration manual, section 11).</summary>
/// <param name="Family">What its prefix or its form says.</param>
/// <param name="Host">A name or an address without brackets; empty or <c>*</c> where every address is meant.</param>
/// <param name="Ports">What stands behind the last colon; null where there is none.</param>
internal sealed record HaproxyAddress(AddressFamily Family, string Host, string? Ports)
{
    /// <summary>Whether every address is meant.</summary>
    public bool IsEverywhere => Host is "" or "*";

    /// <summary>The host as an address of its family; null where it is a name, or something else.</summary>
    public IPAddress? Address =>
        IPAddress.TryParse(Host, out var address) && !Host.Contains('%', StringComparison.Ordinal)
        && (address.AddressFamily == AddressFamily.InterNetworkV6 || address.ToString() == Host)
        && (Family == AddressFamily.Unspecified || Family == address.AddressFamily)
            ? address : null;

    /// <summary>Cuts an address; null, and why not, where it is none of TCP.</summary>
    public static HaproxyAddress? Read(string text, out string whyNot)
    {
        whyNot = "";
        var family = AddressFamily.Unspecified;
        if (text.StartsWith('/'))
        {
            whyNot = "a Unix socket can't be taken over; an address and a port are needed, as in 127.0.0.1:1080";
            return null;
        }

        if (text.IndexOf('@', StringComparison.Ordinal) is var at and >= 0)
        {
            var prefix = text[..at];
            switch (prefix)
            {
                case "ip" or "tcp" or "stream+ip":
                    break;
                case "ipv4" or "tcp4" or "stream+ipv4":
                    family = AddressFamily.InterNetwork;
                    break;
                case "ipv6" or "tcp6" or "stream+ipv6":
                    family = AddressFamily.InterNetworkV6;
                    break;
                default:
                    whyNot = WhyNot(prefix);
                    return null;
            }

            text = text[(at + 1)..];
        }

        if (text.StartsWith('[') && text.IndexOf(']', StringComparison.Ordinal) is var close and > 0)
        {
            var behind = text[(close + 1)..];
            if (behind.Length > 0 && behind[0] != ':')
            {
                whyNot = "expected a colon and a port behind the bracket, as in [::1]:1080";
                return null;
            }

            return new HaproxyAddress(AddressFamily.InterNetworkV6, text[1..close], behind.Length > 0 ? behind[1..] : null);
        }

        var colon = text.LastIndexOf(':');
        return colon < 0 ? new HaproxyAddress(family, text, null) : new HaproxyAddress(family, text[..colon], text[(colon + 1)..]);
    }

    /// <summary>One port from 1 to 65535.</summary>
    public static bool TryReadPort(string? text, out ushort port)
    {
        port = 0;
        return text is { Length: <= 5 } && ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port > 0;
    }

    private static string WhyNot(string prefix) => prefix switch
    {
        "unix" or "uxst" or "stream+unix" or "abns" or "abnsp" => "a Unix socket can't be taken over; an address and a port are needed, as in 127.0.0.1:1080",
        "fd" or "sockpair" => "a socket that another process hands over can't be taken over; an address and a port are needed, as in 0.0.0.0:1080",
        "quic4" or "quic6" => "QUIC is not spoken here; TLS over TCP is, as in 0.0.0.0:1080",
        _ => "an address of this kind can't be taken over; an address and a port of TCP are needed, as in 0.0.0.0:1080",
    };
}
