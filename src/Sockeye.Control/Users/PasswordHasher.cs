using Microsoft.Extensions.Logging;
using Sockeye.Control.Storage;
using Sockeye.Engine.Authentication;

namespace Sockeye.Control.Users;

/// <summary>
/// Hashes with Argon2id; verifies also bcrypt, crypt(3)'s kinds and PBKDF2, as imported users bring them, and replaces
/// those after their first login.
/// </summary>
/// <param name="store">Where a replaced hash is stored.</param>
/// <param name="logger">Told of hashes that could not be replaced.</param>
public sealed class PasswordHasher(UserStore store, ILogger<PasswordHasher> logger) : IPasswordHasher
{
    /// <inheritdoc/>
    public string DecoyHash { get; } = Argon2idHash.CreateDecoy();

    /// <summary>A new hash in the house's own kind, to be stored. Takes about 25 ms and 19 MiB.</summary>
    public static string Hash(ReadOnlySpan<byte> password) => Argon2idHash.Create(password);

    /// <inheritdoc/>
    public PasswordVerification Verify(ReadOnlySpan<byte> password, string storedHash)
    {
        ArgumentNullException.ThrowIfNull(storedHash);
        if (StoredPassword.Read(storedHash, out _) is { } stored)
        {
            return !stored.Verify(password) ? PasswordVerification.Failed
                : stored.ShouldBeReplaced ? PasswordVerification.SucceededRehashNeeded
                : PasswordVerification.Succeeded;
        }

        // A hash that cannot be read must not answer faster than one that can.
        StoredPassword.Read(DecoyHash, out _)!.Verify(password);
        return PasswordVerification.Failed;
    }

    /// <inheritdoc/>
    public void Rehash(User user, ReadOnlySpan<byte> password)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (user.PasswordVersion < 0)
            return; // of an imported file, which is only ever read

        try
        {
            if (store.ReplaceHash(user.Name, user.PasswordHash, Hash(password)))
                StorageLog.HashReplaced(logger, user.Name);
        }
        catch (StoreException exception)
        {
            StorageLog.HashNotReplaced(logger, user.Name, exception.Message);
        }
    }
}
