using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Sockeye.Core.Net;

namespace Sockeye.Core.Socks5;

/// <summary>
/// The address and port in requests and replies (RFC 1928 section 5).
/// <code>
/// +------+-------------------------------------+------+
/// | ATYP | ADDR                                | PORT |
/// |  1   | 01: 4, 03: 1 + 0 to 255, 04: 16     |  2   |   PORT in network order
/// +------+-------------------------------------+------+
/// </code>
/// </summary>
internal static class Socks5Address
{
    public const byte IPv4 = 0x01;
    public const byte Name = 0x03;
    public const byte IPv6 = 0x04;

    /// <summary>The longest: a name of 255 bytes.</summary>
    public const int MaximumLengthBytes = 1 + 1 + 255 + 2;

    /// <summary>Splits without judging; Invalid for an unknown ATYP.</summary>
    public static ParseStatus Split(ReadOnlySpan<byte> input, out byte type, out ReadOnlySpan<byte> host, out ushort port, out int consumedBytes)
    {
        type = 0;
        host = default;
        port = 0;
        consumedBytes = 0;
        if (input.IsEmpty)
        {
            return ParseStatus.NeedMore;
        }

        type = input[0];
        return type is IPv4 or Name or IPv6
            ? SplitKnown(input, type, out host, out port, out consumedBytes)
            : ParseStatus.Invalid;
    }

    /// <summary>As <see cref="Split"/>, whatever number stands for <paramref name="type"/> in the first byte.</summary>
    public static ParseStatus SplitKnown(ReadOnlySpan<byte> input, byte type, out ReadOnlySpan<byte> host, out ushort port, out int consumedBytes)
    {
        host = default;
        port = 0;
        consumedBytes = 0;

        if (type == Name && input.Length < 2)
        {
            return ParseStatus.NeedMore;
        }

        var start = type == Name ? 2 : 1;
        var length = type switch { IPv4 => 4, IPv6 => 16, _ => input[1] };
        if (input.Length < start + length + 2)
        {
            return ParseStatus.NeedMore;
        }

        host = input.Slice(start, length);
        port = BinaryPrimitives.ReadUInt16BigEndian(input[(start + length)..]);
        consumedBytes = start + length + 2;
        return ParseStatus.Done;
    }

    /// <summary>A destination from what <see cref="Split"/> gave; false for a name that cannot be used.</summary>
    public static bool TryDestination(byte type, ReadOnlySpan<byte> host, ushort port, out Destination destination)
    {
        if (type == Name)
        {
            return Destination.TryFromHost(Encoding.Latin1.GetString(host), port, out destination);
        }

        destination = Destination.FromAddress(new IPAddress(host), port);
        return true;
    }

    public static int Write(Span<byte> output, Destination destination)
    {
        if (destination.Address is { } address)
        {
            return Write(output, address, destination.Port);
        }

        if (destination.Name is not { } name)
        {
            throw new ArgumentException("The destination is neither an address nor a name.", nameof(destination));
        }

        output[0] = Name;
        output[1] = (byte)Encoding.ASCII.GetBytes(name, output[2..]);
        BinaryPrimitives.WriteUInt16BigEndian(output[(2 + name.Length)..], destination.Port);
        return 2 + name.Length + 2;
    }

    public static int Write(Span<byte> output, IPAddress address, ushort port)
    {
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        output[0] = address.AddressFamily == AddressFamily.InterNetworkV6 ? IPv6 : IPv4;
        if (!address.TryWriteBytes(output[1..], out var length))
        {
            throw new ArgumentException("The buffer is too small for the address.", nameof(output));
        }

        BinaryPrimitives.WriteUInt16BigEndian(output[(1 + length)..], port);
        return 1 + length + 2;
    }
}
