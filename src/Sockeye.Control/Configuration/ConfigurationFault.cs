namespace Sockeye.Control.Configuration;

/// <summary>Something wrong in the configuration, with its place and what would be right.</summary>
/// <param name="File">The file as the operator named it.</param>
/// <param name="Line">The line, from 1; 0 where the file as a whole is meant.</param>
/// <param name="Column">The column in characters, from 1; 0 where the file as a whole is meant.</param>
/// <param name="Path">The way through the file, as in <c>routing.rules[0].outbound</c>; empty for the file itself.</param>
/// <param name="Message">What is wrong and what would be right: one line, without secrets.</param>
public sealed record ConfigurationFault(string File, int Line, int Column, string Path, string Message)
{
    /// <summary><c>sockeye.json:12:7 routing.rules[0].outbound: message</c>.</summary>
    public override string ToString()
    {
        var position = Line > 0 ? $"{File}:{Line}:{Column}" : File;
        return Path.Length > 0 ? $"{position} {Path}: {Message}" : $"{position}: {Message}";
    }
}
