namespace Sockeye.Engine.Authentication;

/// <summary>Verifies passwords against stored hashes. Slow by design; called on the hashing pool only.</summary>
public interface IPasswordHasher
{
    /// <summary>Whether <paramref name="password"/> is the one that was hashed. A hash that cannot be read is a false, never an exception.</summary>
    PasswordVerification Verify(ReadOnlySpan<byte> password, string storedHash);

    /// <summary>A hash in the house's own kind, which no password fits: verifying against it costs what a wrong password costs.</summary>
    string DecoyHash { get; }

    /// <summary>Called after a login with a hash that is not of the house's own kind: hash again and store. Never throws.</summary>
    void Rehash(User user, ReadOnlySpan<byte> password);
}

/// <summary>The outcome of a verification.</summary>
public enum PasswordVerification
{
    /// <summary>Not this password, or a hash that cannot be read.</summary>
    Failed,

    /// <summary>The right password.</summary>
    Succeeded,

    /// <summary>The right password, stored in a kind or with parameters that should be replaced.</summary>
    SucceededRehashNeeded,
}
