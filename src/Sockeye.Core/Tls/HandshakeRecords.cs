using System.Buffers.Binary;

namespace Sockeye.Core.Tls;

/// <summary>
/// A handshake message out of the records that carry it: one may hold it all, or each a part (RFC 8446 section 5.1).
/// <code>
/// +------+---------+--------+----------+
/// | TYPE | VERSION | LENGTH | FRAGMENT |
/// |  1   |    2    |   2    | 1..16384 |
/// +------+---------+--------+----------+
/// </code>
/// </summary>
internal static class HandshakeRecords
{
    private const byte Handshake = 22;
    private const byte MajorVersion = 3;
    private const int RecordHeaderBytes = 5;
    private const int MaximumFragmentBytes = 16384;
    private const int MessageHeaderBytes = 4;

    // One is enough for every client's first message. Joining many small ones again with each byte that comes would be work for nothing.
    private const int MaximumRecords = 8;

    /// <summary>Joins the first message's parts.</summary>
    /// <param name="input">Bytes that begin with a record.</param>
    /// <param name="messageType">The type that the message must have.</param>
    /// <param name="body">The message without type and length.</param>
    /// <param name="consumedBytes">Up to the end of the record in which the message ends.</param>
    public static ParseStatus Join(ReadOnlySpan<byte> input, byte messageType, out ReadOnlySpan<byte> body, out int consumedBytes)
    {
        body = default;
        consumedBytes = 0;
        var joined = ReadOnlySpan<byte>.Empty;
        var at = 0;
        for (var count = 0; count < MaximumRecords; count++)
        {
            var record = input[at..];
            if (Refuses(record))
            {
                return ParseStatus.Invalid;
            }

            if (record.Length < RecordHeaderBytes)
            {
                return ParseStatus.NeedMore;
            }

            int length = BinaryPrimitives.ReadUInt16BigEndian(record[3..]);
            var fragment = record.Slice(RecordHeaderBytes, Math.Min(length, record.Length - RecordHeaderBytes));
            joined = joined.IsEmpty ? fragment : (byte[])[.. joined, .. fragment];
            if (!joined.IsEmpty && joined[0] != messageType)
            {
                return ParseStatus.Invalid;
            }

            if (fragment.Length < length)
            {
                return ParseStatus.NeedMore;
            }

            at += RecordHeaderBytes + length;
            if (joined.Length < MessageHeaderBytes || joined.Length - MessageHeaderBytes < LengthOf(joined))
            {
                continue;
            }

            body = joined.Slice(MessageHeaderBytes, LengthOf(joined));
            consumedBytes = at;
            return ParseStatus.Done;
        }

        return ParseStatus.Invalid;
    }

    private static int LengthOf(ReadOnlySpan<byte> message) => (message[1] << 16) | (message[2] << 8) | message[3];

    /// <summary>Whether this is no record of a handshake, as far as it is here.</summary>
    private static bool Refuses(ReadOnlySpan<byte> record)
    {
        if ((record.Length > 0 && record[0] != Handshake) || (record.Length > 1 && record[1] != MajorVersion))
        {
            return true;
        }

        return record.Length >= RecordHeaderBytes && BinaryPrimitives.ReadUInt16BigEndian(record[3..]) is 0 or > MaximumFragmentBytes;
    }
}
