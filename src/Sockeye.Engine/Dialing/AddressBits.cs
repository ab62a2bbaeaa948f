using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Sockeye.Engine.Dialing;

/// <summary>
/// An address as 128 bits in network order, IPv4 as <c>::ffff:a.b.c.d</c> (RFC 4291 section 2.5.5.2). One number for
/// every spelling: comparing and masking cost no allocation, and a scope is left out.
/// </summary>
internal static class AddressBits
{
    private static readonly UInt128 s_mappedPrefix = new(0, 0xffff_0000_0000);

    /// <summary>The bits of an address.</summary>
    public static UInt128 Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var written);
        return address.AddressFamily == AddressFamily.InterNetwork
            ? OfIPv4(BinaryPrimitives.ReadUInt32BigEndian(bytes[..written]))
            : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    /// <summary>The bits of an IPv4 address given as a number in host order.</summary>
    public static UInt128 OfIPv4(uint address) => s_mappedPrefix | address;

    /// <summary>Whether this is an IPv4 address.</summary>
    public static bool IsIPv4(UInt128 bits) => bits >> 32 == 0xffff;
}
