namespace Sockeye.Control.Importing.Haproxy.Lines;

/// <summary>The variables that a line sees: the process's own, and what <c>global</c> made of them above that line.</summary>
/// <param name="outer">Looks up a variable of the process; null where it is not set.</param>
internal sealed class HaproxyEnvironment(Func<string, string?> outer)
{
    private readonly Dictionary<string, string?> _changed = new(StringComparer.Ordinal);
    private bool _isReset;

    /// <summary>The value; null where it is not set. An empty one is set.</summary>
    public string? Find(string name) => _changed.TryGetValue(name, out var value) ? value : _isReset ? null : outer(name);

    /// <summary><c>setenv</c>, and <c>presetenv</c>, which leaves alone what is set.</summary>
    public void Set(string name, string value, bool overwrite)
    {
        if (overwrite || Find(name) is null)
        {
            _changed[name] = value;
        }
    }

    /// <summary><c>unsetenv</c>.</summary>
    public void Unset(string name) => _changed[name] = null;

    /// <summary><c>resetenv</c>: every variable goes but those that are named.</summary>
    public void KeepOnly(IEnumerable<string> names)
    {
        var kept = names.Distinct(StringComparer.Ordinal).Select(name => (name, Find(name))).ToList();
        _changed.Clear();
        _isReset = true;
        foreach (var (name, value) in kept)
        {
            _changed[name] = value;
        }
    }
}
