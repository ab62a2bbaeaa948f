using System.Globalization;
using System.Text;

namespace Sockeye.Control.Configuration.Reading;

/// <summary>The way through the file that a fault names. It stays one line whatever the keys contain.</summary>
internal static class ConfigurationPath
{
    // Longer than any name that means something; what is pasted into the wrong place shall not fill the terminal.
    private const int MaximumQuotedLength = 80;

    public static string Member(string path, string name)
    {
        if (!IsPlain(name))
        {
            return $"{path}[{Quote(name)}]";
        }

        return path.Length == 0 ? name : $"{path}.{name}";
    }

    public static string Item(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    /// <summary>A value as messages show it: in quotes, control characters escaped, cut where it is long.</summary>
    public static string Quote(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var c in value.Length > MaximumQuotedLength ? value.AsSpan(0, MaximumQuotedLength) : value)
        {
            _ = c switch
            {
                '"' or '\\' => text.Append('\\').Append(c),
                _ when char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' =>
                    text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        return text.Append(value.Length > MaximumQuotedLength ? "…\"" : "\"").ToString();
    }

    private static bool IsPlain(string name) =>
        name.Length is > 0 and <= MaximumQuotedLength && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '$');
}
