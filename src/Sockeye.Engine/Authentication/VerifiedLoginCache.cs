namespace Sockeye.Engine.Authentication;

/// <summary>
/// Logins whose password was verified, so that the next connection need not hash. An entry counts only while the
/// user's row is still exactly the one that it was verified against. Failed logins are never remembered.
/// </summary>
/// <remarks>
/// Bounded by two generations: when the young one is full it becomes the old one, and the old one is forgotten. An entry
/// that is used moves back among the young, so what goes is what was not used for longest, at the cost of one look-up.
/// One lock: it is held for a look-up, some 50 ns beside a TLS handshake of half a millisecond.
/// </remarks>
internal sealed class VerifiedLoginCache(int maxEntries)
{
    private readonly Lock _gate = new();
    private readonly int _generationEntries = Math.Max(1, maxEntries / 2);
    private Dictionary<CredentialFingerprint, User> _young = [];
    private Dictionary<CredentialFingerprint, User> _old = [];

    /// <summary>How many logins are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _young.Count + _old.Count;
        }
    }

    /// <summary>Whether these credentials were verified against this very row.</summary>
    public bool Contains(in CredentialFingerprint credentials, User user)
    {
        lock (_gate)
        {
            if (_young.TryGetValue(credentials, out var verified))
            {
                if (IsSame(verified, user))
                    return true;
                _young.Remove(credentials);
                return false;
            }

            if (!_old.Remove(credentials, out verified) || !IsSame(verified, user))
                return false;
            AddYoung(credentials, user);
            return true;
        }
    }

    /// <summary>Remembers a verified login.</summary>
    public void Add(in CredentialFingerprint credentials, User user)
    {
        lock (_gate)
        {
            _old.Remove(credentials);
            AddYoung(credentials, user);
        }
    }

    /// <summary>Forgets these credentials.</summary>
    public void Remove(in CredentialFingerprint credentials)
    {
        lock (_gate)
        {
            _young.Remove(credentials);
            _old.Remove(credentials);
        }
    }

    /// <summary>Forgets every login of a user who changed in any way or is gone.</summary>
    /// <remarks>The users are looked up outside the lock: for 65,536 entries that takes tens of milliseconds, in which every login would wait.</remarks>
    public void KeepOnly(UserTable users)
    {
        KeyValuePair<CredentialFingerprint, User>[] entries;
        lock (_gate)
            entries = [.. _young, .. _old];

        var gone = Array.FindAll(entries, entry => users.Find(entry.Value.Name) is not { } user || !IsSame(entry.Value, user));
        lock (_gate)
        {
            foreach (var (credentials, verified) in gone)
            {
                Forget(_young, credentials, verified);
                Forget(_old, credentials, verified);
            }
        }
    }

    // Not an entry that was verified anew meanwhile.
    private static void Forget(Dictionary<CredentialFingerprint, User> generation, in CredentialFingerprint credentials, User verified)
    {
        if (generation.TryGetValue(credentials, out var present) && ReferenceEquals(present, verified))
            generation.Remove(credentials);
    }

    private static bool IsSame(User verified, User user) => ReferenceEquals(verified, user) || verified.Equals(user);

    private void AddYoung(in CredentialFingerprint credentials, User user)
    {
        if (_young.Count >= _generationEntries && !_young.ContainsKey(credentials))
        {
            _old = _young;
            _young = [];
        }

        _young[credentials] = user;
    }
}
