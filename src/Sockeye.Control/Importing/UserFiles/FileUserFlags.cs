using Sockeye.Control.Importing.Reading;

namespace Sockeye.Control.Importing.UserFiles;

/// <summary>Reads <c>enabled</c>, <c>active</c> and <c>disabled</c>, any of them.</summary>
internal static class FileUserFlags
{
    private static readonly (string Key, bool Enables)[] Flags = [("enabled", true), ("active", true), ("disabled", false)];

    /// <summary>Whether he may log in; true where nothing is said.</summary>
    public static bool Read(SourceObject user)
    {
        (string Key, bool IsEnabled)? first = null;
        foreach (var (key, enables) in Flags)
        {
            if (user.Boolean(key) is not { } value)
            {
                continue;
            }

            var isEnabled = value == enables;
            if (first is { } other && other.IsEnabled != isEnabled)
            {
                user.Refuse(key, $"\"{other.Key}\" says the contrary; leave one of them out");
            }
            else if (!isEnabled)
            {
                user.Translated(key, "a disabled user: he can't log in");
            }

            first ??= (key, isEnabled);
        }

        return first?.IsEnabled ?? true;
    }
}
