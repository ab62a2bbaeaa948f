using System.Collections.Frozen;

namespace Sockeye.Engine.Authentication;

/// <summary>All users by name: an immutable snapshot, replaced as a whole.</summary>
public sealed class UserTable(IEnumerable<User> users)
{
    private readonly FrozenDictionary<string, User> _byName = users.ToFrozenDictionary(u => u.Name, StringComparer.Ordinal);

    /// <summary>No user at all.</summary>
    public static UserTable Empty { get; } = new([]);

    /// <summary>How many users there are.</summary>
    public int Count => _byName.Count;

    /// <summary>Every user.</summary>
    public IEnumerable<User> Users => _byName.Values;

    /// <summary>The user of that name, or null.</summary>
    public User? Find(string name) => _byName.GetValueOrDefault(name);
}
