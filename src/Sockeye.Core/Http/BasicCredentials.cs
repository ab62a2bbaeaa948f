using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Sockeye.Core.Http;

/// <summary>
/// The value of a Proxy-Authorization header in the Basic scheme (RFC 7617 section 2, RFC 9110 section 11.7.2):
/// <c>Basic base64(user ":" password)</c>, both in UTF-8.
/// </summary>
public static class BasicCredentials
{
    private const int MaximumPlainBytes = 255 + 1 + 255;
    private const string Scheme = "Basic";

    /// <summary>
    /// Reads a header's value. The scheme's case does not matter; the first colon splits; name and password have 1 to 255
    /// bytes each, as in SOCKS5. False for another scheme and for anything malformed.
    /// </summary>
    public static bool TryParse(string? headerValue, [NotNullWhen(true)] out Credentials? credentials)
    {
        credentials = null;
        var value = headerValue.AsSpan().Trim(" \t");
        if (value.Length <= Scheme.Length
            || !value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            || value[Scheme.Length] != ' ')
        {
            return false;
        }

        // The platform's decoder would skip white space between the characters.
        var encoded = value[Scheme.Length..].TrimStart(' ');
        if (encoded.ContainsAny(" \t\r\n"))
        {
            return false;
        }

        Span<byte> plain = stackalloc byte[MaximumPlainBytes];
        try
        {
            return Convert.TryFromBase64Chars(encoded, plain, out var length) && TrySplit(plain[..length], out credentials);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <summary>Writes a header's value. The password may be empty, which RFC 7617 allows.</summary>
    /// <exception cref="ArgumentException">
    /// The name has not 1 to 255 bytes or holds a colon, or the password has more than 255 bytes.
    /// </exception>
    public static string Format(string user, ReadOnlySpan<byte> password)
    {
        ArgumentNullException.ThrowIfNull(user);
        var nameLength = Encoding.UTF8.GetByteCount(user);
        if (nameLength is 0 or > 255 || user.Contains(':', StringComparison.Ordinal))
        {
            throw new ArgumentException("A user name has 1 to 255 bytes and no colon.", nameof(user));
        }

        if (password.Length > 255)
        {
            throw new ArgumentException("A password has at most 255 bytes.", nameof(password));
        }

        Span<byte> plain = stackalloc byte[MaximumPlainBytes];
        Encoding.UTF8.GetBytes(user, plain);
        plain[nameLength] = (byte)':';
        password.CopyTo(plain[(nameLength + 1)..]);
        var value = $"{Scheme} {Convert.ToBase64String(plain[..(nameLength + 1 + password.Length)])}";
        CryptographicOperations.ZeroMemory(plain);
        return value;
    }

    private static bool TrySplit(ReadOnlySpan<byte> plain, [NotNullWhen(true)] out Credentials? credentials)
    {
        credentials = null;
        var colon = plain.IndexOf((byte)':');
        if (colon is < 1 or > 255 || plain.Length - colon - 1 is 0 or > 255)
        {
            return false;
        }

        credentials = new Credentials(Encoding.UTF8.GetString(plain[..colon]), plain[(colon + 1)..].ToArray());
        return true;
    }
}
