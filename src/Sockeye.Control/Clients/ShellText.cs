namespace Sockeye.Control.Clients;

/// <summary>Words of a POSIX shell.</summary>
public static class ShellText
{
    /// <summary>The text as one word: as it is where that is safe, else in single quotes.</summary>
    public static string Quote(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or ':' or '@' or '%' or '+' or ',')
            ? text
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }
}
