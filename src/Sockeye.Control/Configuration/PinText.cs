namespace Sockeye.Control.Configuration;

/// <summary>A SHA-256 of a public key as people write it: 64 hexadecimal digits (colons allowed) or 44 characters of base64, with or without <c>sha256/</c>.</summary>
public static class PinText
{
    private const int LengthBytes = 32;

    /// <summary>What a pin looks like, for messages.</summary>
    public const string Expected = "the SHA-256 of the server's public key: 64 hexadecimal digits or 44 characters of base64";

    /// <summary>Reads a pin.</summary>
    public static bool TryParse(string? text, out ReadOnlyMemory<byte> sha256)
    {
        sha256 = default;
        if (text is null || text.Length > 128)
        {
            return false;
        }

        // curl writes sha256//, Android and OkHttp sha256/.
        var value = text.StartsWith("sha256//", StringComparison.OrdinalIgnoreCase) ? text[8..]
            : text.StartsWith("sha256/", StringComparison.OrdinalIgnoreCase) ? text[7..]
            : text;
        var bytes = new byte[LengthBytes];
        var hex = value.Replace(":", "", StringComparison.Ordinal);
        if (hex.Length == LengthBytes * 2 && hex.All(char.IsAsciiHexDigit))
        {
            bytes = Convert.FromHexString(hex);
        }
        else if (!Convert.TryFromBase64String(value, bytes, out var written) || written != LengthBytes)
        {
            return false;
        }

        sha256 = bytes;
        return true;
    }
}
