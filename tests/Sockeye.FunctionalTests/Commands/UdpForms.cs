using Sockeye.FunctionalTests.Testing.Clients;

namespace Sockeye.FunctionalTests.Commands;

/// <summary>The forms in which clients ask for UDP.</summary>
public static class UdpForms
{
    public const string Plain = "plain";
    public const string UdpTun = "0xF3";
    public const string Version1 = "udp-over-tcp 1";
    public const string Version2 = "udp-over-tcp 2";
    public const string Connected = "udp-over-tcp 2, connected";

    public static IReadOnlyList<string> Names => [Plain, UdpTun, Version1, Version2, Connected];

    public static TheoryData<string> All => [.. Names];

    public static TheoryData<string> Tunnels => [UdpTun, Version1, Version2, Connected];

    /// <summary>The request that asks for a form.</summary>
    internal static byte[] Request(string form) => form switch
    {
        Plain => Socks5Messages.Request("0.0.0.0", 0, Socks5Messages.UdpAssociate),
        UdpTun => Socks5Messages.Request("0.0.0.0", 0, Socks5Messages.UdpTunnel),
        Version1 => Socks5Messages.Request("sp.udp-over-tcp.arpa", 0),
        _ => Socks5Messages.Request("sp.v2.udp-over-tcp.arpa", 0),
    };
}
