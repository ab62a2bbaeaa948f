using System.Buffers.Binary;
using System.Net;
using System.Numerics;

namespace Sockeye.Core.ProxyProtocol;

/// <summary>
/// Version 2, binary (PROXY protocol section 2.2).
/// <code>
/// +-----------+---------------+-----------------+--------+-----------+------------------------------+
/// | signature | version (4b), | family (4b),    | length | addresses | TLVs: type 1, length 2,      |
/// |    12     | command (4b)  | transport (4b)  |   2    | 12 36 216 | value; one after the other   |
/// +-----------+---------------+-----------------+--------+-----------+------------------------------+
/// addresses: source, destination, source port, destination port; length counts what follows it; network order
/// </code>
/// </summary>
internal static class ProxyHeaderV2
{
    private const int FixedBytes = 16;
    private const byte Crc32CType = 0x03;

    private static ReadOnlySpan<byte> Signature => [0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a];

    public static ParseStatus Parse(ReadOnlySpan<byte> input, out ProxyHeader value, out int consumedBytes)
    {
        value = default;
        consumedBytes = 0;
        var common = input.CommonPrefixLength(Signature);
        if (common < Signature.Length)
        {
            return common == input.Length ? ParseStatus.NeedMore : ParseStatus.Invalid;
        }

        if (input.Length > 12 && input[12] is not (0x20 or 0x21))
        {
            return ParseStatus.Invalid;
        }

        if (input.Length < FixedBytes)
        {
            return ParseStatus.NeedMore;
        }

        var total = FixedBytes + BinaryPrimitives.ReadUInt16BigEndian(input[14..]);
        var isLocal = input[12] == 0x20;

        // LOCAL: the specification has the family and the whole block ignored.
        var addressBytes = isLocal ? 0 : AddressBytes(input[13]);
        if (total > ProxyHeader.MaximumLengthBytes || addressBytes < 0 || total < FixedBytes + addressBytes)
        {
            return ParseStatus.Invalid;
        }

        if (input.Length < total)
        {
            return ParseStatus.NeedMore;
        }

        // What an unspecified family puts into the block is not defined, so there are no TLVs to look for either.
        if (addressBytes > 0 && !AreTlvsRight(input[..total], FixedBytes + addressBytes))
        {
            return ParseStatus.Invalid;
        }

        value = addressBytes switch
        {
            12 => Read(input.Slice(FixedBytes, 12), 4),
            36 => Read(input.Slice(FixedBytes, 36), 16),
            _ => default,
        };
        consumedBytes = total;
        return ParseStatus.Done;
    }

    /// <summary>How many bytes of addresses a family has, or -1: datagrams do not come over a stream, other values are undefined.</summary>
    private static int AddressBytes(byte familyAndTransport) => familyAndTransport switch
    {
        0x11 => 12,
        0x21 => 36,
        0x31 => 216,
        0x00 => 0,
        _ => -1,
    };

    private static ProxyHeader Read(ReadOnlySpan<byte> addresses, int addressLength)
    {
        var ports = addresses[(2 * addressLength)..];
        return ProxyHeader.From(
            new IPAddress(addresses[..addressLength]),
            BinaryPrimitives.ReadUInt16BigEndian(ports),
            new IPAddress(addresses.Slice(addressLength, addressLength)),
            BinaryPrimitives.ReadUInt16BigEndian(ports[2..]));
    }

    private static bool AreTlvsRight(ReadOnlySpan<byte> header, int position)
    {
        var checksumAt = -1;
        while (position < header.Length)
        {
            if (header.Length - position < 3)
            {
                return false;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(header[(position + 1)..]);
            if (header.Length - position - 3 < length)
            {
                return false;
            }

            if (header[position] == Crc32CType)
            {
                if (length != 4 || checksumAt >= 0)
                {
                    return false;
                }

                checksumAt = position + 3;
            }

            position += 3 + length;
        }

        return checksumAt < 0 || BinaryPrimitives.ReadUInt32BigEndian(header[checksumAt..]) == Checksum(header, checksumAt);
    }

    /// <summary>CRC32C (RFC 4960 appendix B) of the whole header, the checksum's own four bytes taken as zeros.</summary>
    private static uint Checksum(ReadOnlySpan<byte> header, int checksumAt)
    {
        var crc = Update(uint.MaxValue, header[..checksumAt]);
        crc = Update(crc, [0, 0, 0, 0]);
        return ~Update(crc, header[(checksumAt + 4)..]);
    }

    private static uint Update(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            crc = BitOperations.Crc32C(crc, b);
        }

        return crc;
    }
}
