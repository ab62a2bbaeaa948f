namespace Sockeye.Control.Configuration;

/// <summary>Where something stands in the configuration file.</summary>
/// <param name="Line">The line, from 1; 0 where no single line is meant.</param>
/// <param name="Column">The column in characters, from 1; 0 where no single line is meant.</param>
/// <param name="Path">The way through the file, as in <c>routing.rules[0].outbound</c>; empty for the file itself.</param>
public readonly record struct ConfigurationPlace(int Line, int Column, string Path)
{
    /// <summary>The file, where it is another one than that which is read: a configuration that was imported stands in several. Null otherwise.</summary>
    public string? File { get; init; }
}
