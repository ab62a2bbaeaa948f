using System.Diagnostics.CodeAnalysis;

namespace Sockeye.Control.Importing;

/// <summary>Tells a password from its hash and from a placeholder that nobody filled in.</summary>
internal static class ImportedPasswordReader
{
    /// <summary>Whether the text is no password but stands where one is to be put in: <c>hashed_password_here</c>, <c>&lt;PASSWORD_HASH&gt;</c>.</summary>
    public static bool IsPlaceholder(string text) => throw new NotImplementedException();

    /// <summary>Reads a password: 1 to 255 bytes of its own, or a hash of a supported kind.</summary>
    /// <param name="text">The text.</param>
    /// <param name="password">What it is.</param>
    /// <param name="whyNot">One line without the text, where it can't be used (a hash of a kind that isn't read, too long, empty); empty on success.</param>
    public static bool TryRead(string text, [NotNullWhen(true)] out ImportedPassword? password, out string whyNot) => throw new NotImplementedException();
}
