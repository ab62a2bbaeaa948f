using System.Buffers.Binary;

namespace Sockeye.Control.Certificates.Dns.Updates;

/// <summary>Bytes of a message one after another, numbers in network order.</summary>
internal sealed class DnsWriter
{
    private readonly List<byte> _bytes = new(512);

    public byte[] ToArray() => [.. _bytes];

    public DnsWriter Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public DnsWriter Number16(int value) => Raw([(byte)(value >> 8), (byte)value]);

    public DnsWriter Number32(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return Raw(bytes);
    }

    /// <summary>48 bits, as TSIG has its times (RFC 8945 section 4.2).</summary>
    public DnsWriter Number48(long value) => Number16((int)(value >> 32) & 0xffff).Number32((uint)value);

    /// <summary>A name without compression.</summary>
    public DnsWriter Name(string name) => Raw(DnsName.Encode(name));
}
