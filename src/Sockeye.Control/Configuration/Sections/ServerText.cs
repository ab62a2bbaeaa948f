using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Sockeye.Core.Net;

namespace Sockeye.Control.Configuration.Sections;

/// <summary><c>HOST</c> or <c>HOST:PORT</c>, the host an address (IPv6 with a port in brackets) or a name.</summary>
internal static class ServerText
{
    public static bool TryParse(string text, int defaultPort, out string host, out int port)
    {
        (host, port) = (text, defaultPort);
        if (IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6 && text[0] != '[')
        {
            return true;
        }

        var colon = text.LastIndexOf(':');
        if (colon >= 0 && text[^1] != ']')
        {
            host = text[..colon];
            if (text.Length - colon > 6 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is 0 or > ushort.MaxValue)
            {
                return false;
            }
        }

        if (host.Length > 2 && host[0] == '[' && host[^1] == ']')
        {
            host = host[1..^1];
            return IPAddress.TryParse(host, out address) && address.AddressFamily == AddressFamily.InterNetworkV6;
        }

        return DomainName.IsUsable(host);
    }
}
