using System.Buffers.Binary;
using Sockeye.Core.Net;

namespace Sockeye.Core.UdpTunnel;

/// <summary>
/// sing-box UDP over TCP version 2, connected: the request told the one address.
/// <code>
/// +--------+------+
/// | LENGTH | DATA |
/// |   2    |      |
/// +--------+------+
/// </code>
/// </summary>
internal sealed class ConnectedFraming : DatagramFraming
{
    public override bool HasAddresses => false;

    public override ParseStatus ReadHeader(ReadOnlySpan<byte> input, out DatagramHeader header)
    {
        header = default;
        if (input.Length < 2) return ParseStatus.NeedMore;
        header = new(default, 0, default, 0, 2, BinaryPrimitives.ReadUInt16BigEndian(input));
        return ParseStatus.Done;
    }

    public override int WriteHeader(Span<byte> output, Destination peer, int payloadBytes)
    {
        BinaryPrimitives.WriteUInt16BigEndian(output, (ushort)payloadBytes);
        return 2;
    }
}
