using System.Buffers.Binary;
using System.Net;

namespace Sockeye.Tests.Core.ProxyProtocol;

/// <summary>Writes version 2 headers, right ones and wrong ones, as a load balancer would.</summary>
internal static class ProxyHeaderWriter
{
    private static readonly byte[] Signature = [0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a];

    public static byte[] Write(byte versionAndCommand, byte family, params byte[][] block)
    {
        var length = block.Sum(b => b.Length);
        return [.. Signature, versionAndCommand, family, (byte)(length >> 8), (byte)length, .. block.SelectMany(b => b)];
    }

    public static byte[] Addresses(IPEndPoint source, IPEndPoint destination) =>
    [
        .. source.Address.GetAddressBytes(), .. destination.Address.GetAddressBytes(),
        (byte)(source.Port >> 8), (byte)source.Port, (byte)(destination.Port >> 8), (byte)destination.Port,
    ];

    public static byte[] Tlv(byte type, params byte[] value) => [type, (byte)(value.Length >> 8), (byte)value.Length, .. value];

    /// <summary>Fills in the checksum of a header whose last entry is a CRC32C of zeros; bit by bit, so as to owe nothing to the reader.</summary>
    public static byte[] WithChecksum(byte[] header)
    {
        var crc = uint.MaxValue;
        foreach (var b in header)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0x82F63B78;
            }
        }

        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(header.Length - 4), ~crc);
        return header;
    }
}
