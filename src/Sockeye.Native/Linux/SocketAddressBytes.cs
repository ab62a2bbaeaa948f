using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Sockeye.Native.Linux;

/// <summary>
/// sockaddr_in and sockaddr_in6 as bytes (ip(7), ipv6(7)): family u16 in the machine's order, port u16be, then the IPv4
/// address; or flow label u32, the IPv6 address, scope u32 in the machine's order.
/// </summary>
public static class SocketAddressBytes
{
    /// <summary>The longest: sockaddr_in6.</summary>
    public const int MaximumLength = 28;

    private const int IPv4Length = 16;
    private const ushort FamilyIPv4 = 2;
    private const ushort FamilyIPv6 = 10;

    /// <summary>Writes an address; gives its length.</summary>
    public static int Write(Span<byte> bytes, IPEndPoint endPoint)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        bytes[..MaximumLength].Clear();
        var isIPv6 = endPoint.AddressFamily == AddressFamily.InterNetworkV6;
        BitConverter.TryWriteBytes(bytes, isIPv6 ? FamilyIPv6 : FamilyIPv4);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], (ushort)endPoint.Port);
        endPoint.Address.TryWriteBytes(bytes[(isIPv6 ? 8 : 4)..], out _);
        if (isIPv6) BitConverter.TryWriteBytes(bytes[24..], (uint)endPoint.Address.ScopeId);
        return isIPv6 ? MaximumLength : IPv4Length;
    }

    /// <summary>Writes an address as a socket of IPv6 knows it, an IPv4 one as <c>::ffff:a.b.c.d</c>; gives its length.</summary>
    public static int WriteIPv6(Span<byte> bytes, IPAddress address, ushort port)
    {
        ArgumentNullException.ThrowIfNull(address);
        bytes[..MaximumLength].Clear();
        BitConverter.TryWriteBytes(bytes, FamilyIPv6);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], port);
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            bytes[18] = bytes[19] = 0xff;
            address.TryWriteBytes(bytes[20..], out _);
            return MaximumLength;
        }

        address.TryWriteBytes(bytes[8..], out _);
        BitConverter.TryWriteBytes(bytes[24..], (uint)address.ScopeId);
        return MaximumLength;
    }

    /// <summary>Writes an IPv4 address; gives its length.</summary>
    public static int WriteIPv4(Span<byte> bytes, IPAddress address, ushort port)
    {
        ArgumentNullException.ThrowIfNull(address);
        bytes[..IPv4Length].Clear();
        BitConverter.TryWriteBytes(bytes, FamilyIPv4);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], port);
        address.TryWriteBytes(bytes[4..], out _);
        return IPv4Length;
    }

    /// <summary>Reads an address; null for another family.</summary>
    public static IPEndPoint? Read(ReadOnlySpan<byte> bytes)
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
