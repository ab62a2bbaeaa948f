using System.Security.Cryptography;
using System.Text;
using Sockeye.Control.Importing.Translation;
using Sockeye.Control.Users;
using Sockeye.Engine.Authentication;

namespace Sockeye.Control.Importing.Serving;

/// <summary>
/// Makes users of the data plane of those that files give. Clear passwords are hashed on the way, once: who keeps his
/// password over a change of the files keeps his hash, and with it his sessions.
/// </summary>
internal sealed class ImportedUserTable
{
    // What a password was is remembered under a key that is nowhere but in this memory.
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private Dictionary<string, (byte[] Fingerprint, User User)> _known = new(StringComparer.Ordinal);

    // Of the database are the positive ones.
    private long _version;

    /// <summary>The users; a hash takes some 25 ms of one core, and all cores share them.</summary>
    public IReadOnlyList<User> Build(IReadOnlyList<ImportedUser> users)
    {
        var known = users.AsParallel().AsOrdered().Select(user =>
        {
            var fingerprint = Fingerprint(user.Password);
            var old = _known.TryGetValue(user.Name, out var entry) && entry.Fingerprint.AsSpan().SequenceEqual(fingerprint) ? entry.User : null;
            var hash = old?.PasswordHash ?? (user.Password.IsHash ? user.Password.Text : PasswordHasher.Hash(Encoding.UTF8.GetBytes(user.Password.Text)));
            var made = new User
            {
                Name = user.Name,
                Email = user.Email,
                Upstream = user.Upstream,
                Enabled = user.Enabled,
                ExpiresAt = user.ExpiresAt,
                PasswordHash = hash,
                PasswordVersion = old?.PasswordVersion ?? Interlocked.Decrement(ref _version),
            };
            return (Fingerprint: fingerprint, User: old == made ? old : made);
        }).ToList();
        _known = known.ToDictionary(entry => entry.User.Name, StringComparer.Ordinal);
        return [.. known.Select(entry => entry.User)];
    }

    private byte[] Fingerprint(ImportedPassword password) =>
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes((password.IsHash ? "hash " : "clear ") + password.Text));
}
