using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Sockeye.Control.Certificates.Dns.Updates;

/// <summary>
/// The data of a TSIG record (RFC 8945 section 4.2): algorithm name, time signed (48 bits), fudge (16), MAC size (16), MAC,
/// original id (16), error (16), other length (16), other data.
/// </summary>
/// <param name="KeyName">The key's name in canonical form.</param>
/// <param name="Algorithm">The algorithm's name in canonical form.</param>
/// <param name="TimeSigned">Seconds since 1970.</param>
/// <param name="FudgeSeconds">How far the clocks may be apart.</param>
/// <param name="Mac">The signature; empty where a server could not sign.</param>
/// <param name="OriginalId">The message's id before a forwarder gave it another.</param>
/// <param name="Error">0, or why the request's signature was not taken.</param>
/// <param name="OtherData">With BADTIME the server's time, 48 bits.</param>
internal sealed record TsigRecord(
    byte[] KeyName, byte[] Algorithm, long TimeSigned, int FudgeSeconds, byte[] Mac, ushort OriginalId, int Error, byte[] OtherData)
{
    /// <summary>Reads the data from <paramref name="offset"/> to the message's end, which nothing may follow.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, int offset, byte[] keyName, [NotNullWhen(true)] out TsigRecord? record)
    {
        record = null;
        if (!DnsName.TryRead(message, ref offset, out var algorithm))
        {
            return false;
        }

        var rest = message[offset..];
        if (rest.Length < 10)
        {
            return false;
        }

        var time = ((long)BinaryPrimitives.ReadUInt16BigEndian(rest) << 32) | BinaryPrimitives.ReadUInt32BigEndian(rest[2..]);
        var fudge = BinaryPrimitives.ReadUInt16BigEndian(rest[6..]);
        int macLength = BinaryPrimitives.ReadUInt16BigEndian(rest[8..]);
        rest = rest[10..];
        if (rest.Length < macLength + 6)
        {
            return false;
        }

        var mac = rest[..macLength].ToArray();
        var tail = rest[macLength..];
        var other = tail[6..];
        if (other.Length != BinaryPrimitives.ReadUInt16BigEndian(tail[4..]))
        {
            return false;
        }

        record = new TsigRecord(
            keyName, algorithm, time, fudge, mac, BinaryPrimitives.ReadUInt16BigEndian(tail), BinaryPrimitives.ReadUInt16BigEndian(tail[2..]), other.ToArray());
        return true;
    }

    /// <summary>The server's time as BADTIME tells it; null where it tells none, or one that no calendar has: 48 bits hold nine million years.</summary>
    public DateTimeOffset? ServerTime
    {
        get
        {
            if (OtherData.Length != 6)
            {
                return null;
            }

            var seconds = ((long)BinaryPrimitives.ReadUInt16BigEndian(OtherData) << 32) | BinaryPrimitives.ReadUInt32BigEndian(OtherData.AsSpan(2));
            return seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        }
    }
}
