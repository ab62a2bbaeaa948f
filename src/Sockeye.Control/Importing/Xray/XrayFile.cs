using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.Reading;

namespace Sockeye.Control.Importing.Xray;

/// <summary>The file that is read: its name, its directory, the environment that it may ask, and who is told.</summary>
internal sealed class XrayFile(string name, Func<string, string?> environment, ImportNotes notes)
{
    private const string VariablePrefix = "env:";

    private readonly string _directory = Path.GetDirectoryName(Path.GetFullPath(name)) ?? "/";

    public string Name { get; } = name;

    public ImportNotes Notes { get; } = notes;

    /// <summary>A string in which <c>env:NAME</c> stands for a variable, as in Xray's addresses and ports; null where absent or refused.</summary>
    public string? Expanded(SourceObject source, string key)
    {
        var text = source.String(key);
        if (text?.StartsWith(VariablePrefix, StringComparison.Ordinal) != true)
        {
            return text;
        }

        // Xray tries the name in capitals and with underscores too.
        var variable = text[VariablePrefix.Length..];
        if ((environment(variable) ?? environment(variable.Trim().ToUpperInvariant().Replace('.', '_'))) is { } value)
        {
            source.Translated(key, "the variable's value");
            return value;
        }

        source.Refuse(key, $"the environment variable {ConfigurationPath.Quote(variable)} is not set; set it, or write the value itself");
        return null;
    }

    /// <summary>The full path of a file that is named; null where absent, empty or refused.</summary>
    public string? FilePath(SourceObject source, string key)
    {
        if (source.String(key) is not { Length: > 0 } text)
        {
            return null;
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            source.Refuse(key, "a path can't contain the character \\u0000");
            return null;
        }

        if (!Path.IsPathRooted(text))
        {
            source.Translated(key, "relative to the directory of this file; Xray itself starts at the directory that it runs in");
        }

        return Path.GetFullPath(text, _directory);
    }
}
