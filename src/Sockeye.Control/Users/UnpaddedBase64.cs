using System.Diagnostics.CodeAnalysis;

namespace Sockeye.Control.Users;

/// <summary>Base64 as PHC strings have it: the standard alphabet without padding. Passlib's <c>.</c> is read as <c>+</c>.</summary>
internal static class UnpaddedBase64
{
    public static string Encode(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    public static bool TryDecode(string text, int minBytes, int maxBytes, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        var length = text.Length * 6 / 8;
        if (text.Length % 4 == 1 || length < minBytes || length > maxBytes || text.AsSpan().ContainsAny("= \t\r\n"))
            return false;
        var decoded = new byte[length];
        var padded = text.Replace('.', '+').PadRight((text.Length + 3) / 4 * 4, '=');
        if (!Convert.TryFromBase64String(padded, decoded, out var written) || written != length)
            return false;
        bytes = decoded;
        return true;
    }
}
