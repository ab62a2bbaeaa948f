namespace Sockeye.Control.Users;

/// <summary>A stored hash that was read, and whose cost was found within bounds.</summary>
internal abstract class StoredPassword
{
    /// <summary>Longer text is never a hash of ours; the parsers see nothing longer.</summary>
    private const int MaxCharacters = 512;

    /// <summary>Whether a login should replace it by the house's own kind.</summary>
    public virtual bool ShouldBeReplaced => true;

    /// <summary>Reads any known kind; null, and a sentence that does not contain the hash, where it cannot be used.</summary>
    public static StoredPassword? Read(string text, out string whyNot)
    {
        if (text.Length > MaxCharacters)
            return Unreadable($"a password hash has at most {MaxCharacters} characters", out whyNot);
        if (text.StartsWith(Argon2idHash.Prefix, StringComparison.Ordinal))
            return Argon2idHash.Parse(text, out whyNot);
        if (text.StartsWith(Pbkdf2Hash.Prefix, StringComparison.Ordinal))
            return Pbkdf2Hash.Parse(text, out whyNot);
        if (text is ['$', '2', 'a' or 'b' or 'y', '$', ..])
            return BcryptHash.Parse(text, out whyNot);
        if (text is ['$', '5' or '6' or 'y', '$', ..])
            return CryptHash.Parse(text, out whyNot);
        return Unreadable(
            "not a kind of password hash that is read here: $argon2id$, $2a$, $2b$, $2y$, $5$, $6$, $y$, $pbkdf2-sha256$ or $pbkdf2-sha512$", out whyNot);
    }

    /// <summary>Whether the password is the one that was hashed; compared in fixed time.</summary>
    public abstract bool Verify(ReadOnlySpan<byte> password);

    /// <summary>A reader's answer for what it cannot use.</summary>
    protected static StoredPassword? Unreadable(string why, out string whyNot)
    {
        whyNot = why;
        return null;
    }
}
