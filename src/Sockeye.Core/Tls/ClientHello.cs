namespace Sockeye.Core.Tls;

/// <summary>
/// What a TLS client's first message says of whom it looks for (RFC 8446 section 4.1.2). Only looked at: the TLS library
/// reads it again and judges it.
/// <code>
/// +------+--------+---------+--------+------------+---------------+-------------+------------+
/// | TYPE | LENGTH | VERSION | RANDOM | SESSION ID | CIPHER SUITES | COMPRESSION | EXTENSIONS |
/// |  1   |   3    |    2    |   32   |  1 + 0..32 |     2 + n     |    1 + n    |   2 + n    |
/// +------+--------+---------+--------+------------+---------------+-------------+------------+
/// extension: TYPE (2), LENGTH (2), content
/// </code>
/// </summary>
/// <param name="ServerName">The name of SNI in lower case, or null: see <see cref="ServerNameList"/>.</param>
/// <param name="OffersAcmeTls">Whether <c>acme-tls/1</c> is among the protocols of ALPN.</param>
public readonly record struct ClientHello(string? ServerName, bool OffersAcmeTls)
{
    /// <summary>How many bytes are looked at: a hello has some 500, or 1,800 with a key share of ML-KEM.</summary>
    public const int MaximumLengthBytes = 16 << 10;

    private const byte HandshakeType = 1;

    /// <summary>
    /// Reads the records at the beginning of a connection up to the whole message. Invalid where they are not that, or longer
    /// than <see cref="MaximumLengthBytes"/>.
    /// </summary>
    /// <param name="input">Everything from the connection's first byte on.</param>
    /// <param name="value">What was found.</param>
    /// <param name="consumedBytes">Up to the end of the record in which the message ends.</param>
    public static ParseStatus Parse(ReadOnlySpan<byte> input, out ClientHello value, out int consumedBytes)
    {
        value = default;
        consumedBytes = 0;
        var looked = input[..Math.Min(input.Length, MaximumLengthBytes)];
        var status = HandshakeRecords.Join(looked, HandshakeType, out var body, out var consumed);
        if (status == ParseStatus.NeedMore)
        {
            return looked.Length == MaximumLengthBytes ? ParseStatus.Invalid : ParseStatus.NeedMore;
        }

        if (status == ParseStatus.Invalid || !TryRead(body, out value))
        {
            return ParseStatus.Invalid;
        }

        consumedBytes = consumed;
        return ParseStatus.Done;
    }

    private static bool TryRead(ReadOnlySpan<byte> body, out ClientHello value)
    {
        value = default;
        var reader = new VectorReader(body);
        if (!reader.TryRead(2 + 32, out _) || !reader.TryReadShort(out _) || !reader.TryReadLong(out _) || !reader.TryReadShort(out _))
        {
            return false;
        }

        // Before TLS 1.3 a hello may have none.
        if (reader.IsAtEnd)
        {
            return true;
        }

        if (!reader.TryReadLong(out var extensions) || !reader.IsAtEnd)
        {
            return false;
        }

        var (name, offersAcmeTls) = ((string?)null, false);
        for (reader = new VectorReader(extensions); !reader.IsAtEnd;)
        {
            if (!reader.TryReadNumber(out var type) || !reader.TryReadLong(out var content))
            {
                return false;
            }

            if (type == ServerNameList.ExtensionType)
            {
                name = ServerNameList.FindHostName(content);
            }
            else if (type == ProtocolNameList.ExtensionType)
            {
                offersAcmeTls = ProtocolNameList.Offers(content, ProtocolNameList.AcmeTls);
            }
        }

        value = new ClientHello(name, offersAcmeTls);
        return true;
    }
}
