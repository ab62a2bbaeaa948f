using System.Text;

namespace Sockeye.Control.Users;

/// <summary>The second name of a user, which rules may use. Nothing is sent to it, so little is asked of it.</summary>
public static class EmailAddress
{
    private const int MaxBytes = 254;

    /// <summary>Something on both sides of one @, at most 254 bytes, no blank, no control character.</summary>
    /// <param name="email">The address.</param>
    /// <param name="why">One line on what is wrong; empty where valid.</param>
    public static bool TryValidate(string email, out string why)
    {
        ArgumentNullException.ThrowIfNull(email);
        why = "";
        if (email.Split('@') is not [{ Length: > 0 }, { Length: > 0 }])
            why = "an e-mail address looks like alice@example.com";
        else if (Encoding.UTF8.GetByteCount(email) > MaxBytes)
            why = $"an e-mail address has at most {MaxBytes} bytes";
        else if (email.EnumerateRunes().Any(r => r == Rune.ReplacementChar || Rune.IsControl(r) || Rune.IsWhiteSpace(r)))
            why = "an e-mail address must not contain blanks or control characters";
        return why.Length == 0;
    }
}
