namespace Sockeye.Core.Net;

/// <summary>What may stand where a name is expected (RFC 1928 section 5: one length byte, so 1 to 255 bytes).</summary>
public static class DomainName
{
    /// <summary>The longest name that SOCKS5 can carry, in bytes.</summary>
    public const int MaximumLengthBytes = 255;

    /// <summary>Whether the resolver may be asked for this: 1 to 255 bytes of ASCII above space, no brackets, colons or slashes.</summary>
    public static bool IsUsable(ReadOnlySpan<char> name)
    {
        if (name.Length is 0 or > MaximumLengthBytes)
        {
            return false;
        }

        foreach (var c in name)
        {
            if (c is <= ' ' or >= (char)0x7f or ':' or '[' or ']' or '/' or '\\' or '@' or '?' or '#' or '%')
            {
                return false;
            }
        }

        return true;
    }
}
