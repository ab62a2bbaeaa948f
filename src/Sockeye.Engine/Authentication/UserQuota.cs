namespace Sockeye.Engine.Authentication;

/// <summary>A number of things that each user may hold at once. Thread-safe; costs nothing for who holds none.</summary>
/// <param name="maximum">How many.</param>
internal sealed class UserQuota(int maximum)
{
    private readonly Dictionary<string, int> _held = new(StringComparer.Ordinal);

    /// <summary>How many each may hold.</summary>
    public int Maximum => maximum;

    /// <summary>Takes one, to be given back with <see cref="Release"/>; false where the user holds all.</summary>
    public bool TryTake(string user)
    {
        lock (_held)
        {
            var held = _held.GetValueOrDefault(user);
            if (held >= maximum) return false;
            _held[user] = held + 1;
            return true;
        }
    }

    /// <summary>Gives one back.</summary>
    public void Release(string user)
    {
        lock (_held)
        {
            var left = _held.GetValueOrDefault(user) - 1;
            if (left > 0) _held[user] = left;
            else _held.Remove(user);
        }
    }
}
