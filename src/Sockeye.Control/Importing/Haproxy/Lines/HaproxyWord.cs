namespace Sockeye.Control.Importing.Haproxy.Lines;

/// <summary>A word of a line.</summary>
/// <param name="Text">What HAProxy reads: quotes and escapes taken away, variables put in. It can hold a secret and stands in no message.</param>
/// <param name="Raw">As the file has it: what messages show.</param>
/// <param name="Column">Where it begins, in characters from 1.</param>
internal sealed record HaproxyWord(string Text, string Raw, int Column)
{
    /// <summary>The first variable in it that is not set and has no default value, or null.</summary>
    public string? UnsetVariable { get; init; }

    /// <summary>A variable that was put in outside double quotes, where HAProxy itself leaves it as it stands; or null.</summary>
    public string? UnquotedVariable { get; init; }
}
