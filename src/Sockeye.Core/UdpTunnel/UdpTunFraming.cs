using System.Buffers.Binary;
using Sockeye.Core.Net;
using Sockeye.Core.Socks5;

namespace Sockeye.Core.UdpTunnel;

/// <summary>
/// What follows gost's command 0xF3: the header of RFC 1928 section 7, with the payload's length where RSV is and FRAG 0xFF.
/// <code>
/// +--------+------+------+----------+----------+------+
/// | LENGTH | FRAG | ATYP | DST.ADDR | DST.PORT | DATA |
/// |   2    |  FF  |  1   | variable |    2     |      |
/// +--------+------+------+----------+----------+------+
/// </code>
/// </summary>
internal sealed class UdpTunFraming : DatagramFraming
{
    private const byte WholeDatagram = 0xFF;

    /// <summary>gost takes a length of 0 for a datagram of RFC 1928's kind, and all that follows in the stream for its payload.</summary>
    public override bool CarriesEmpty => false;

    public override ParseStatus ReadHeader(ReadOnlySpan<byte> input, out DatagramHeader header)
    {
        header = default;
        if (input.Length < 3) return ParseStatus.NeedMore;
        if (input[2] is not (WholeDatagram or 0)) return ParseStatus.Invalid; // a fragment: nobody sends any, and its rest would be lost
        var status = Socks5Address.Split(input[3..], out var type, out var host, out var port, out var addressBytes);
        if (status == ParseStatus.Done) header = new(input.Slice(3, addressBytes), type, host, port, 3 + addressBytes, BinaryPrimitives.ReadUInt16BigEndian(input));
        return status;
    }

    public override int WriteHeader(Span<byte> output, Destination peer, int payloadBytes)
    {
        BinaryPrimitives.WriteUInt16BigEndian(output, (ushort)payloadBytes);
        output[2] = WholeDatagram;
        return 3 + Socks5Address.Write(output[3..], peer);
    }
}
