using System.Buffers.Binary;

namespace Sockeye.FunctionalTests.Testing.DelayLines;

/// <summary>A TCP connection over IPv4, as a packet of either direction names it: by its two ports.</summary>
internal readonly record struct TcpFlow(ushort LowerPort, ushort HigherPort)
{
    private const int IPv4HeaderBytes = 20;
    private const int TcpHeaderBytes = 20;
    private const byte Tcp = 6;
    private const byte Synchronize = 0x02;
    private const byte Acknowledge = 0x10;

    /// <summary>Reads a packet's flow (RFC 791 section 3.1, RFC 9293 section 3.1); null for what is no TCP over IPv4.</summary>
    /// <param name="packet">An IP packet.</param>
    /// <param name="isFirst">Whether it opens the connection.</param>
    public static TcpFlow? Read(ReadOnlySpan<byte> packet, out bool isFirst)
    {
        isFirst = false;
        if (packet.Length < IPv4HeaderBytes + TcpHeaderBytes || packet[0] >> 4 != 4 || packet[9] != Tcp)
        {
            return null;
        }

        var header = (packet[0] & 0x0f) * 4;
        if (packet.Length < header + TcpHeaderBytes)
        {
            return null;
        }

        var tcp = packet[header..];
        isFirst = (tcp[13] & (Synchronize | Acknowledge)) == Synchronize;
        var (from, to) = (BinaryPrimitives.ReadUInt16BigEndian(tcp), BinaryPrimitives.ReadUInt16BigEndian(tcp[2..]));
        return from < to ? new(from, to) : new(to, from);
    }
}
