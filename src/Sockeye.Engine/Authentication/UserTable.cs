using System.Collections.Immutable;

namespace Sockeye.Engine.Authentication;

/// <summary>All users by name: an immutable snapshot, replaced as a whole. The next one shares what did not change.</summary>
/// <remarks>
/// A dictionary that is never changed once it is full, and what changed since in a small one before it: a look-up costs
/// what a dictionary's does, a change what the small one's does. When that has grown, both are made one again.
/// </remarks>
public sealed class UserTable
{
    // Making one of a million users takes some 0.1 s, off the connections' way: by then it is 15,000 changes' share, a
    // few microseconds each, and the small dictionary is at most 14 levels deep.
    private const int UsersPerChange = 64;
    private const int MinimumChanges = 64;

    private readonly Dictionary<string, User> _users;
    private readonly ImmutableDictionary<string, User?> _changes; // null: removed

    /// <summary>A table of these users; names are unique.</summary>
    public UserTable(IEnumerable<User> users)
    {
        _users = users.ToDictionary(user => user.Name, StringComparer.Ordinal);

        // By reference: it would keep the object of before where the new one is equal.
        _changes = ImmutableDictionary<string, User?>.Empty.WithComparers(StringComparer.Ordinal, ReferenceEqualityComparer.Instance);
        Count = _users.Count;
    }

    private UserTable(Dictionary<string, User> users, ImmutableDictionary<string, User?> changes, int count) =>
        (_users, _changes, Count) = (users, changes, count);

    /// <summary>No user at all.</summary>
    public static UserTable Empty { get; } = new([]);

    /// <summary>How many users there are.</summary>
    public int Count { get; }

    /// <summary>Every user.</summary>
    public IEnumerable<User> Users =>
        _users.Values.Where(user => !_changes.ContainsKey(user.Name)).Concat(_changes.Values.OfType<User>());

    /// <summary>The user of that name, or null.</summary>
    public User? Find(string name) =>
        !_changes.IsEmpty && _changes.TryGetValue(name, out var changed) ? changed : _users.GetValueOrDefault(name);

    /// <summary>The table after these changes, each a name and the user who has it now, or null where nobody has; this one stays as it is.</summary>
    public UserTable With(IReadOnlyCollection<KeyValuePair<string, User?>> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        if (changes.Count == 0)
            return this;
        var all = _changes.ToBuilder();
        var count = Count;
        foreach (var (name, user) in changes)
        {
            var before = all.TryGetValue(name, out var changed) ? changed : _users.GetValueOrDefault(name);
            count += (user is null ? 0 : 1) - (before is null ? 0 : 1);
            all[name] = user;
        }

        var next = new UserTable(_users, all.ToImmutable(), count);
        return all.Count <= Math.Max(MinimumChanges, _users.Count / UsersPerChange) ? next : new UserTable(next.Users);
    }
}
