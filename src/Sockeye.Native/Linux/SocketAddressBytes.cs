using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Sockeye.Native.Linux;

/// <summary>
/// sockaddr_in and sockaddr_in6 as bytes (ip(7), ipv6(7)): family u16 in the machine's order, port u16be, then the IPv4
/// address; or flow label u32, the IPv6 address, scope u32 in the machine's order.
/// </summary>
internal static class SocketAddressBytes
{
    internal const int MaximumLength = 28;

    private const int IPv4Length = 16;
    private const ushort FamilyIPv4 = 2;
    private const ushort FamilyIPv6 = 10;

    /// <summary>Writes an address; gives its length.</summary>
    internal static int Write(Span<byte> bytes, IPEndPoint endPoint)
    {
        bytes[..MaximumLength].Clear();
        var isIPv6 = endPoint.AddressFamily == AddressFamily.InterNetworkV6;
        BitConverter.TryWriteBytes(bytes, isIPv6 ? FamilyIPv6 : FamilyIPv4);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], (ushort)endPoint.Port);
        endPoint.Address.TryWriteBytes(bytes[(isIPv6 ? 8 : 4)..], out _);
        if (isIPv6) BitConverter.TryWriteBytes(bytes[24..], (uint)endPoint.Address.ScopeId);
        return isIPv6 ? MaximumLength : IPv4Length;
    }

    /// <summary>Reads an address; null for another family.</summary>
    internal static IPEndPoint? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < IPv4Length) return null;
        var port = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        return BitConverter.ToUInt16(bytes) switch
        {
            FamilyIPv4 => new(new IPAddress(bytes.Slice(4, 4)), port),
            FamilyIPv6 when bytes.Length >= MaximumLength => new(new IPAddress(bytes.Slice(8, 16), BitConverter.ToUInt32(bytes[24..])), port),
            _ => null,
        };
    }
}
