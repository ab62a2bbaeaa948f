using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;
using Sockeye.Control.Users;

namespace Sockeye.Control.Importing;

/// <summary>Tells a password from its hash and from a placeholder that nobody filled in.</summary>
internal static partial class ImportedPasswordReader
{
    private const int MaximumBytes = 255;

    /// <summary>Whether the text is no password but stands where one is to be put in: <c>hashed_password_here</c>, <c>&lt;PASSWORD_HASH&gt;</c>.</summary>
    public static bool IsPlaceholder(string text) => text.Length <= MaximumBytes && Placeholder.IsMatch(text);

    /// <summary>
    /// Whether the text looks like a bare digest (MD5, SHA-1, SHA-256, SHA-512 in hexadecimal). It is taken as the password itself,
    /// since a random password looks the same, and whoever takes it had better say so.
    /// </summary>
    public static bool LooksLikeDigest(string text) => text.Length is 32 or 40 or 64 or 128 && text.All(char.IsAsciiHexDigit);

    /// <summary>Reads a password: 1 to 255 bytes of its own, or a hash of a supported kind.</summary>
    /// <param name="text">The text.</param>
    /// <param name="password">What it is.</param>
    /// <param name="whyNot">
    /// One line without the text, where it can't be used (a placeholder, a hash of a kind that isn't read, too long, empty); empty on success.
    /// </param>
    public static bool TryRead(string text, [NotNullWhen(true)] out ImportedPassword? password, out string whyNot)
    {
        password = null;
        whyNot = "";
        if (text.Length == 0)
        {
            whyNot = $"an empty password; it must have 1 to {MaximumBytes} bytes";
        }
        else if (IsPlaceholder(text))
        {
            whyNot = "a placeholder, not a password; put the password, or its hash, in its place";
        }
        else if (KnownHash.IsMatch(text))
        {
            // Damaged or too costly, it is still no password: it would let in whoever has read the file.
            password = PasswordHashFormat.IsSupported(text, out var why) ? ImportedPassword.Hash(text) : null;
            whyNot = password is null ? "a password hash that can't be used here: " + why : "";
        }
        else if (OtherHash.IsMatch(text))
        {
            whyNot = "a password hash of a kind that isn't verified here; $argon2id$, $2a$, $2b$, $2y$, $5$, $6$, $y$, "
                + "$pbkdf2-sha256$ and $pbkdf2-sha512$ are, or put the password itself";
        }
        else if (Encoding.UTF8.GetByteCount(text) > MaximumBytes)
        {
            whyNot = $"a password of more than {MaximumBytes} bytes, the most that SOCKS5 carries";
        }
        else
        {
            password = ImportedPassword.Clear(text);
        }

        return password is not null;
    }

    // What examples, templates and masked listings print in the place of a password: the seed's own two, <ANYTHING>,
    // ${ANYTHING}, words that ask to be replaced, and masks. The whole text, in any case.
    [GeneratedRegex(
        @"\A(?:(?:hashed_)?password(?:_hash)?(?:_here)?|<[^<>]+>|\$\{[^{}]+\}|your-.+|your_(?:hashed_)?password(?:_hash)?(?:_here)?"
        + @"|(?:change|replace)[-_ ]?(?:me|this)|placeholder|todo|\*+|x{3,}|\.\.\.|\u2026)\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder { get; }

    // The kinds of PasswordHashFormat, by how they begin.
    [GeneratedRegex(@"\A\$(?:argon2id|2[aby]|5|6|y|pbkdf2-[^$]*)\$", RegexOptions.CultureInvariant)]
    private static partial Regex KnownHash { get; }

    // Any other PHC or crypt string: $kind$...$...; two dollar signs alone may well stand in a password.
    [GeneratedRegex(@"\A\$[A-Za-z0-9][A-Za-z0-9_,=-]{0,31}\$[^$]*\$", RegexOptions.CultureInvariant)]
    private static partial Regex OtherHash { get; }
}
