using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Sockeye.Core.Net;

/// <summary>
/// A range of addresses, as in <c>10.0.0.0/8</c> (RFC 4632 section 3.1, RFC 4291 section 2.3). IPv4-mapped IPv6
/// addresses count as the IPv4 addresses that they are, in the range as in what is looked up.
/// </summary>
public readonly struct CidrRange : IEquatable<CidrRange>
{
    private readonly UInt128 _network;
    private readonly byte _widthBits;
    private readonly byte _prefixLength;

    private CidrRange(UInt128 network, byte widthBits, byte prefixLength)
    {
        _network = network & Mask(widthBits, prefixLength);
        _widthBits = widthBits;
        _prefixLength = prefixLength;
    }

    /// <summary>The first address of the range.</summary>
    public IPAddress Address => _widthBits == 128 ? new IPAddress(V6Bytes(_network)) : new IPAddress(V4Bytes((uint)_network));

    /// <summary>How many leading bits are fixed: 0 to 32, or 0 to 128.</summary>
    public int PrefixLength => _prefixLength;

    /// <summary>
    /// Reads <c>address/prefix</c>, or an address alone, which is a range of one. Bits behind the prefix are dropped.
    /// An IPv4 address must be written in full, with four numbers: <c>10/8</c> means different things to different readers.
    /// </summary>
    public static bool TryParse(string? text, out CidrRange range)
    {
        range = default;
        if (text is null)
        {
            return false;
        }

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var addressText = slash < 0 ? text : text[..slash];
        if (addressText.AsSpan().ContainsAny('[', ']', '%') || !IPAddress.TryParse(addressText, out var address))
        {
            return false;
        }

        if (address.AddressFamily == AddressFamily.InterNetwork && address.ToString() != addressText)
        {
            return false;
        }

        var width = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        var prefix = width;
        if (slash >= 0 && !TryParsePrefix(text.AsSpan(slash + 1), width, out prefix))
        {
            return false;
        }

        if (address.IsIPv4MappedToIPv6 && prefix >= 96)
        {
            (address, width, prefix) = (address.MapToIPv4(), 32, prefix - 96);
        }

        range = new CidrRange(Bits(address), (byte)width, (byte)prefix);
        return true;
    }

    /// <summary>Whether the address lies in the range. A range of one family holds nothing of the other; zones are ignored.</summary>
    public bool Contains(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var isV4 = address.AddressFamily == AddressFamily.InterNetwork || address.IsIPv4MappedToIPv6;
        if (_widthBits != (isV4 ? 32 : 128))
        {
            return false;
        }

        var bits = Bits(address);
        return ((isV4 ? (uint)bits : bits) & Mask(_widthBits, _prefixLength)) == _network;
    }

    /// <inheritdoc/>
    public bool Equals(CidrRange other) =>
        _network == other._network && _widthBits == other._widthBits && _prefixLength == other._prefixLength;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CidrRange other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_network, _widthBits, _prefixLength);

    /// <summary><c>address/prefix</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Address}/{_prefixLength}");

    /// <summary>Whether both are the same range.</summary>
    public static bool operator ==(CidrRange left, CidrRange right) => left.Equals(right);

    /// <summary>Whether the ranges differ.</summary>
    public static bool operator !=(CidrRange left, CidrRange right) => !left.Equals(right);

    private static bool TryParsePrefix(ReadOnlySpan<char> text, int widthBits, out int prefix)
    {
        prefix = 0;
        return text.Length is > 0 and <= 3
            && (text.Length == 1 || text[0] != '0')
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out prefix)
            && prefix <= widthBits;
    }

    private static UInt128 Mask(int widthBits, int prefixLength)
    {
        var all = UInt128.MaxValue >> (128 - widthBits);

        // A shift by the full width would be a shift by nothing.
        return prefixLength == 0 ? UInt128.Zero : (UInt128.MaxValue << (widthBits - prefixLength)) & all;
    }

    private static UInt128 Bits(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        _ = address.TryWriteBytes(bytes, out var written);
        return written == 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private static byte[] V4Bytes(uint bits)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, bits);
        return bytes;
    }

    private static byte[] V6Bytes(UInt128 bits)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, bits);
        return bytes;
    }
}
