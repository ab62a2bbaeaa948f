using System.Buffers.Binary;
using Sockeye.Core.Net;
using Sockeye.Core.Socks5;

namespace Sockeye.Core.UdpTunnel;

/// <summary>
/// sing-box UDP over TCP, version 1 and the not connected form of version 2.
/// <code>
/// +------+-------------------------------------+------+--------+------+
/// | ATYP | ADDR                                | PORT | LENGTH | DATA |
/// |  1   | 00: 4, 01: 16, 02: 1 + 1 to 255     |  2   |   2    |      |   ATYP is not SOCKS5's
/// +------+-------------------------------------+------+--------+------+
/// </code>
/// </summary>
internal sealed class UdpOverTcpFraming : DatagramFraming
{
    private const byte IPv4 = 0x00;
    private const byte IPv6 = 0x01;
    private const byte Name = 0x02;

    public override ParseStatus ReadHeader(ReadOnlySpan<byte> input, out DatagramHeader header)
    {
        header = default;
        if (input.IsEmpty) return ParseStatus.NeedMore;
        var type = input[0] switch
        {
            IPv4 => Socks5Address.IPv4,
            IPv6 => Socks5Address.IPv6,
            Name => Socks5Address.Name,
            _ => (byte)0,
        };
        if (type == 0) return ParseStatus.Invalid;
        var status = Socks5Address.SplitKnown(input, type, out var host, out var port, out var addressBytes);
        if (status != ParseStatus.Done) return status;
        if (input.Length < addressBytes + 2) return ParseStatus.NeedMore;
        header = new(input[..addressBytes], type, host, port, addressBytes + 2, BinaryPrimitives.ReadUInt16BigEndian(input[addressBytes..]));
        return ParseStatus.Done;
    }

    public override int WriteHeader(Span<byte> output, Destination peer, int payloadBytes)
    {
        var length = Socks5Address.Write(output, peer);
        output[0] = output[0] switch
        {
            Socks5Address.IPv4 => IPv4,
            Socks5Address.IPv6 => IPv6,
            _ => Name,
        };
        BinaryPrimitives.WriteUInt16BigEndian(output[length..], (ushort)payloadBytes);
        return length + 2;
    }
}
