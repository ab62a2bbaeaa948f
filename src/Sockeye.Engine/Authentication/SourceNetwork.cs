using System.Buffers.Binary;
using System.Net;

namespace Sockeye.Engine.Authentication;

/// <summary>
/// Whom a place in the queue is charged to: an IPv4 address, or an IPv6 /64, which is what one subscriber gets
/// (RFC 6177 section 2) and may take any address of.
/// </summary>
internal readonly record struct SourceNetwork
{
    private readonly UInt128 _bits;

    private SourceNetwork(UInt128 bits) => _bits = bits;

    /// <summary>The network of an address; an IPv4-mapped one is the IPv4 address.</summary>
    public static SourceNetwork Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        var mapped = address.MapToIPv6();
        mapped.TryWriteBytes(bytes, out _);
        if (!mapped.IsIPv4MappedToIPv6)
            bytes[8..].Clear();
        return new SourceNetwork(BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }
}
