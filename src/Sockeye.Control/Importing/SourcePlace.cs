namespace Sockeye.Control.Importing;

/// <summary>Where something stands in one of the imported files.</summary>
/// <param name="File">The file as the operator named it.</param>
/// <param name="Line">The line, from 1; 0 where the file as a whole is meant.</param>
/// <param name="Column">The column in characters, from 1; 0 where the line or the file as a whole is meant.</param>
/// <param name="Path">The way through the file: <c>inbounds[0].settings.auth</c>, or <c>frontend socks bind</c>; empty for the file itself.</param>
public readonly record struct SourcePlace(string File, int Line, int Column, string Path)
{
    /// <summary><c>haproxy.cfg:3:10 frontend socks bind</c>.</summary>
    public override string ToString()
    {
        var position = Line == 0 ? File : Column == 0 ? $"{File}:{Line}" : $"{File}:{Line}:{Column}";
        return Path.Length > 0 ? $"{position} {Path}" : position;
    }
}
