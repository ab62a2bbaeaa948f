using Sockeye.Control.Configuration.Reading;

namespace Sockeye.Control.Importing.Haproxy.Lines;

/// <summary>A word of a line.</summary>
/// <param name="Text">What HAProxy reads: quotes and escapes taken away, variables put in. It can hold a secret and stands in no message.</param>
/// <param name="Raw">As the file has it: what messages show.</param>
/// <param name="Column">Where it begins, in characters from 1.</param>
internal sealed record HaproxyWord(string Text, string Raw, int Column)
{
    private const int MaximumKeywordLength = 40;

    /// <summary>
    /// Whether it may be a keyword, so that a message can show it: what came out of a variable may be a secret, and so may a
    /// line of a file that was named by mistake, such as a private key.
    /// </summary>
    public bool IsKeyword => Text == Raw && Text.Length <= MaximumKeywordLength && Text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    /// <summary>For the beginning of a message: itself where it may be a keyword.</summary>
    public string Shown => IsKeyword ? ConfigurationPath.Quote(Raw) : "what stands here";

    /// <summary>The first variable in it that is not set and has no default value, or null.</summary>
    public string? UnsetVariable { get; init; }

    /// <summary>A variable that was put in outside double quotes, where HAProxy itself leaves it as it stands; or null.</summary>
    public string? UnquotedVariable { get; init; }
}
