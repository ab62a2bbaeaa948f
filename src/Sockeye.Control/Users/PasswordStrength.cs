using System.Text;

namespace Sockeye.Control.Users;

/// <summary>
/// Tells of passwords that are among the first to be tried. Not a measure of strength: what gets no warning
/// may still be guessable.
/// </summary>
public static class PasswordStrength
{
    private const int MinCharacters = 12;
    private const int MinDistinctCharacters = 6;
    private const int RunCharacters = 5;

    private static readonly string[] CommonParts =
    [
        "password", "passwort", "passw0rd", "letmein", "welcome", "iloveyou", "dragon", "monkey", "football", "baseball",
        "sunshine", "princess", "superman", "trustno1", "changeme", "secret", "admin", "master", "login", "hello",
        "qwerty", "qwertz", "azerty", "asdfgh", "zxcvbn", "1q2w3e", "123123", "socks", "sockeye", "proxy",
    ];

    private static readonly string[] Rows = ["abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"];

    /// <summary>One line that says what is weak and what would be better, or null. The password is not in it.</summary>
    /// <param name="password">The bytes as they will be hashed.</param>
    /// <param name="userName">The user's name, which must not be part of it; empty where not known.</param>
    public static string? Warning(ReadOnlySpan<byte> password, string userName = "")
    {
        ArgumentNullException.ThrowIfNull(userName);
        var text = Encoding.UTF8.GetString(password);
        if (text.Length < MinCharacters)
            return $"weak password: fewer than {MinCharacters} characters; longer is better";
        if (text.Distinct().Count() < MinDistinctCharacters)
            return "weak password: the same few characters again and again";
        if (userName.Length >= 3 && text.Contains(userName, StringComparison.OrdinalIgnoreCase))
            return "weak password: the user's name is in it";
        if (!text.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return "weak password: digits only";

        // What is left when the parts that are tried first are taken away must be long enough by itself.
        return text.Length - CommonCharacters(text) < MinCharacters - 4
            ? "weak password: mostly a common word or a run of neighbouring keys"
            : null;
    }

    private static int CommonCharacters(string text)
    {
        var common = new bool[text.Length];
        foreach (var part in CommonParts)
            Mark(text, part, common);
        foreach (var row in Rows)
        {
            for (var i = 0; i + RunCharacters <= row.Length; i++)
            {
                var run = row.Substring(i, RunCharacters);
                Mark(text, run, common);
                Mark(text, string.Concat(run.Reverse()), common);
            }
        }

        return common.Count(c => c);
    }

    private static void Mark(string text, string part, bool[] common)
    {
        for (var at = 0; (at = text.IndexOf(part, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
            common.AsSpan(at, part.Length).Fill(true);
    }
}
