using System.Buffers.Binary;
using Sockeye.Core.Net;
using Sockeye.Core.UdpTunnel;

namespace Sockeye.Core.Socks5;

/// <summary>
/// What stands in front of each datagram of a UDP ASSOCIATE (RFC 1928 section 7). RSV is ignored.
/// <code>
/// +-----+------+------+----------+----------+------+
/// | RSV | FRAG | ATYP | DST.ADDR | DST.PORT | DATA |
/// |  2  |  1   |  1   | variable |    2     |      |
/// +-----+------+------+----------+----------+------+
/// </code>
/// </summary>
public static class Socks5UdpHeader
{
    /// <summary>The longest header: one with a name of 255 bytes.</summary>
    public const int MaximumLengthBytes = 3 + Socks5Address.MaximumLengthBytes;

    /// <summary>Reads a datagram's header. A fragment (FRAG other than 0) is told apart: it is to be dropped (section 7).</summary>
    public static Socks5UdpHeaderStatus Parse(ReadOnlySpan<byte> datagram, out DatagramHeader header)
    {
        header = default;
        if (datagram.Length < 4) return Socks5UdpHeaderStatus.Malformed;
        if (datagram[2] != 0) return Socks5UdpHeaderStatus.Fragment;
        if (Socks5Address.Split(datagram[3..], out var type, out var host, out var port, out var addressBytes) != ParseStatus.Done)
        {
            return Socks5UdpHeaderStatus.Malformed;
        }

        header = new(datagram.Slice(3, addressBytes), type, host, port, 3 + addressBytes, datagram.Length - 3 - addressBytes);
        return Socks5UdpHeaderStatus.Whole;
    }

    /// <summary>Writes a header, at most <see cref="MaximumLengthBytes"/>; gives its length.</summary>
    public static int Write(Span<byte> output, Destination peer)
    {
        BinaryPrimitives.WriteUInt16BigEndian(output, 0);
        output[2] = 0;
        return 3 + Socks5Address.Write(output[3..], peer);
    }
}

/// <summary>What a datagram of a UDP ASSOCIATE is.</summary>
public enum Socks5UdpHeaderStatus
{
    /// <summary>A whole datagram.</summary>
    Whole,

    /// <summary>A part of one: dropped, as RFC 1928 section 7 wants where fragments are not put together.</summary>
    Fragment,

    /// <summary>Nothing of the kind: dropped.</summary>
    Malformed,
}
