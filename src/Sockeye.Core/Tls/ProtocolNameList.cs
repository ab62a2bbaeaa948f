namespace Sockeye.Core.Tls;

/// <summary>
/// The content of the extension <c>application_layer_protocol_negotiation</c> (RFC 7301 section 3.1).
/// <code>
/// +--------+--------+----------+
/// | LENGTH | LENGTH |   NAME   | …
/// |   2    |   1    | 1 to 255 |
/// +--------+--------+----------+
/// </code>
/// </summary>
public static class ProtocolNameList
{
    /// <summary>The extension's number.</summary>
    public const int ExtensionType = 16;

    /// <summary>The protocol of TLS-ALPN-01 (RFC 8737 section 6.2).</summary>
    public static ReadOnlySpan<byte> AcmeTls => "acme-tls/1"u8;

    /// <summary>Whether a protocol is offered. A list that is cut short offers what stands before the cut.</summary>
    public static bool Offers(ReadOnlySpan<byte> content, ReadOnlySpan<byte> protocol)
    {
        var reader = new VectorReader(content);
        if (!reader.TryReadLong(out var list) || !reader.IsAtEnd)
        {
            return false;
        }

        for (reader = new VectorReader(list); reader.TryReadShort(out var name);)
        {
            if (name.SequenceEqual(protocol))
            {
                return true;
            }
        }

        return false;
    }
}
