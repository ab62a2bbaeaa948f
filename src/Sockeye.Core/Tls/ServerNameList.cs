namespace Sockeye.Core.Tls;

/// <summary>
/// The content of the extension <c>server_name</c> (RFC 6066 section 3).
/// <code>
/// +--------+------+--------+------+
/// | LENGTH | TYPE | LENGTH | NAME | …
/// |   2    |  1   |   2    |      |
/// +--------+------+--------+------+
/// </code>
/// </summary>
public static class ServerNameList
{
    /// <summary>The extension's number.</summary>
    public const int ExtensionType = 0;

    private const byte HostName = 0;

    // RFC 1035 section 2.3.4, without the root's dot.
    private const int MaximumNameLength = 253;

    /// <summary>The host name in lower case, or null where there is none, or something that is no name of letters, digits, dashes, underscores and dots.</summary>
    public static string? FindHostName(ReadOnlySpan<byte> content)
    {
        var reader = new VectorReader(content);
        if (!reader.TryReadLong(out var list) || !reader.IsAtEnd)
        {
            return null;
        }

        for (reader = new VectorReader(list); reader.TryRead(1, out var type) && reader.TryReadLong(out var name);)
        {
            if (type[0] == HostName)
            {
                return ToText(name);
            }
        }

        return null;
    }

    private static string? ToText(ReadOnlySpan<byte> name)
    {
        if (name.Length is 0 or > MaximumNameLength)
        {
            return null;
        }

        foreach (var character in name)
        {
            if (!char.IsAsciiLetterOrDigit((char)character) && character is not ((byte)'-' or (byte)'_' or (byte)'.'))
            {
                return null;
            }
        }

        return string.Create(name.Length, name, static (text, name) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = char.ToLowerInvariant((char)name[i]);
            }
        });
    }
}
