using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Sockeye.Control.Certificates.Dns.Updates;

/// <summary>A server's answer to an update (RFC 2136 section 3.8): a header, perhaps the sections sent back, perhaps a TSIG record at the end.</summary>
/// <param name="Id">The message's id.</param>
/// <param name="Code">The RCODE.</param>
/// <param name="Tsig">The signature, or null where there is none.</param>
/// <param name="WithoutTsig">The message as it was signed: without its signature, and with its original id.</param>
internal sealed record UpdateAnswer(ushort Id, int Code, TsigRecord? Tsig, byte[] WithoutTsig)
{
    private static ReadOnlySpan<byte> ClassAnyTimeToLiveZero => [0, 255, 0, 0, 0, 0];

    /// <summary>Reads a whole message; false where it is none, or no answer to an update.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, [NotNullWhen(true)] out UpdateAnswer? answer)
    {
        answer = null;
        if (message.Length < DnsWire.HeaderBytes)
        {
            return false;
        }

        var flags = BinaryPrimitives.ReadUInt16BigEndian(message[2..]);
        if ((flags & 0x8000) == 0 || ((flags >> 11) & 0xf) != 5)
        {
            return false;
        }

        var offset = DnsWire.HeaderBytes;
        int Count(int index, ReadOnlySpan<byte> m) => BinaryPrimitives.ReadUInt16BigEndian(m[(4 + (2 * index))..]);
        for (var zones = Count(0, message); zones > 0; zones--)
        {
            if (!DnsName.TryRead(message, ref offset, out _) || message.Length - offset < 4)
            {
                return false;
            }

            offset += 4;
        }

        TsigRecord? tsig = null;
        var end = message.Length;
        for (var records = Count(1, message) + Count(2, message) + Count(3, message); records > 0; records--)
        {
            var start = offset;
            if (!TryReadRecord(message, ref offset, out var name, out var type, out var data))
            {
                return false;
            }

            if (type == DnsWire.TypeTsig)
            {
                // The last of the additional section and only there (RFC 8945 section 5.1), of class ANY and time to live 0 (section 4.2).
                if (!message.Slice(data - 8, 6).SequenceEqual(ClassAnyTimeToLiveZero) || records != 1 || Count(3, message) == 0 || offset != message.Length || !TsigRecord.TryRead(message, data, name, out tsig))
                {
                    return false;
                }

                end = start;
            }
        }

        if (offset != message.Length)
        {
            return false;
        }

        var signed = message[..end].ToArray();
        if (tsig is not null)
        {
            BinaryPrimitives.WriteUInt16BigEndian(signed, tsig.OriginalId);
            BinaryPrimitives.WriteUInt16BigEndian(signed.AsSpan(DnsWire.AdditionalCountOffset), (ushort)(Count(3, message) - 1));
        }

        answer = new UpdateAnswer(BinaryPrimitives.ReadUInt16BigEndian(message), flags & 0xf, tsig, signed);
        return true;
    }

    private static bool TryReadRecord(ReadOnlySpan<byte> message, ref int offset, out byte[] name, out int type, out int data)
    {
        (type, data) = (0, 0);
        if (!DnsName.TryRead(message, ref offset, out name) || message.Length - offset < 10)
        {
            return false;
        }

        type = BinaryPrimitives.ReadUInt16BigEndian(message[offset..]);
        int length = BinaryPrimitives.ReadUInt16BigEndian(message[(offset + 8)..]);
        data = offset + 10;
        offset = data + length;
        return offset <= message.Length;
    }
}
