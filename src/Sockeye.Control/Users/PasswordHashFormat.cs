namespace Sockeye.Control.Users;

/// <summary>Which stored hashes can be used here.</summary>
public static class PasswordHashFormat
{
    /// <summary>
    /// Whether a hash is of a kind that is verified here, whole, and within the bounds on memory, rounds and length:
    /// an imported hash must not be able to occupy the server.
    /// </summary>
    /// <param name="hash">A PHC or crypt string.</param>
    /// <param name="whyNot">One line that does not contain the hash; empty where supported.</param>
    public static bool IsSupported(string hash, out string whyNot)
    {
        ArgumentNullException.ThrowIfNull(hash);
        return StoredPassword.Read(hash, out whyNot) is not null;
    }
}
