namespace Sockeye.Benchmarks.Load.Datagrams;

/// <summary>What each form asks the proxy for, byte by byte.</summary>
internal static class AssociationRequests
{
    private const byte Connect = 1;
    private const byte UdpAssociate = 3;
    private const byte UdpTun = 0xF3;

    private static readonly byte[] Unspecified = [1, 0, 0, 0, 0, 0, 0];

    /// <summary>The SOCKS5 request.</summary>
    public static byte[] For(DatagramForm form) => form switch
    {
        DatagramForm.Plain => [5, UdpAssociate, 0, .. Unspecified],
        DatagramForm.UdpTun => [5, UdpTun, 0, .. Unspecified],
        DatagramForm.UdpOverTcp1 => Named("sp.udp-over-tcp.arpa"u8),
        DatagramForm.UdpOverTcp2 or DatagramForm.Connected => Named("sp.v2.udp-over-tcp.arpa"u8),
        _ => throw new ArgumentOutOfRangeException(nameof(form), form, "a form without a request"),
    };

    /// <summary>What goes in front of the first frame: version 2's own request.</summary>
    public static byte[] Behind(DatagramRoute route) => route.Form switch
    {
        DatagramForm.UdpOverTcp2 => [0, .. Unspecified],
        DatagramForm.Connected => [1, 1, 127, 0, 0, 1, (byte)(route.TargetPort >> 8), (byte)route.TargetPort],
        _ => [],
    };

    private static byte[] Named(ReadOnlySpan<byte> name) => [5, Connect, 0, 3, (byte)name.Length, .. name, 0, 0];
}
