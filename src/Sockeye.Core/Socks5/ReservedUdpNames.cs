using Sockeye.Core.Net;

namespace Sockeye.Core.Socks5;

/// <summary>
/// The two names by which a CONNECT asks for datagrams inside the connection (sing-box, UDP over TCP). They are no
/// hosts: they come with port 0 and are recognised before the port rule, name resolution and the guard.
/// </summary>
public static class ReservedUdpNames
{
    /// <summary>Version 1: every datagram carries its address.</summary>
    public const string Version1 = "sp.udp-over-tcp.arpa";

    /// <summary>Version 2: a request says first whether there is one address for all.</summary>
    public const string Version2 = "sp.v2.udp-over-tcp.arpa";

    /// <summary>Whether the destination is one of the two, whatever its port and the case of its letters.</summary>
    public static bool Contains(Destination destination) => IsVersion1(destination) || IsVersion2(destination);

    /// <summary>Whether it is <see cref="Version1"/>.</summary>
    public static bool IsVersion1(Destination destination) => string.Equals(destination.Name, Version1, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is <see cref="Version2"/>.</summary>
    public static bool IsVersion2(Destination destination) => string.Equals(destination.Name, Version2, StringComparison.OrdinalIgnoreCase);
}
