using System.Text;

namespace Sockeye.Control.Users;

/// <summary>What a user may be called.</summary>
public static class UserName
{
    private const int MaxBytes = 255;

    /// <summary>
    /// 1 to 255 bytes of UTF-8 (RFC 1929 section 2), no control character, no colon (RFC 7617 section 2); and no U+FFFD,
    /// which stands for bytes that were not UTF-8.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="why">One line on what is wrong; empty where valid.</param>
    public static bool TryValidate(string name, out string why)
    {
        ArgumentNullException.ThrowIfNull(name);
        why = Fault(name);
        return why.Length == 0;
    }

    private static string Fault(string name)
    {
        if (name.Length == 0)
            return "a user name must not be empty";
        foreach (var rune in name.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar)
                return "a user name must be valid Unicode";
            if (Rune.IsControl(rune))
                return "a user name must not contain control characters";
            if (rune.Value == ':')
                return "a user name must not contain a colon: HTTP clients send name:password";
        }

        return Encoding.UTF8.GetByteCount(name) > MaxBytes ? $"a user name has at most {MaxBytes} bytes of UTF-8" : "";
    }
}
