using System.Net;
using Sockeye.Control.Importing.Haproxy;
using Sockeye.Control.Importing.Xray;

namespace Sockeye.Control.Importing.Translation;

/// <summary>What a HAProxy server line points to in the Xray file.</summary>
internal static class BackendTarget
{
    /// <summary>The proxy inbound at that address, or null.</summary>
    public static XrayInbound? Find(HaproxyServer server, XrayConfiguration xray) =>
        xray.Inbounds.FirstOrDefault(inbound => inbound.Port == server.Port && Reaches(server.Host, inbound.Address));

    /// <summary>The inbound of another protocol at that port, or null.</summary>
    public static XrayForeignInbound? FindForeign(HaproxyServer server, XrayConfiguration xray) =>
        xray.ForeignInbounds.FirstOrDefault(inbound => inbound.Port == server.Port);

    /// <summary>Whether that is the server's address, spelt as it may be.</summary>
    public static bool IsAt(HaproxyServer server, string host, ushort port) =>
        server.Port == port && (string.Equals(server.Host, host, StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(server.Host, out var one) && IPAddress.TryParse(host, out var other) && one.Equals(other)));

    // A name is a container's or this machine's: what it resolves to where the files are read says nothing about where they ran.
    private static bool Reaches(string host, IPAddress listens)
    {
        if (!IPAddress.TryParse(host, out var address))
        {
            return true;
        }

        var listensEverywhere = listens.Equals(IPAddress.Any) || listens.Equals(IPAddress.IPv6Any);
        return listensEverywhere || listens.Equals(address) || (IPAddress.IsLoopback(listens) && IPAddress.IsLoopback(address));
    }
}
