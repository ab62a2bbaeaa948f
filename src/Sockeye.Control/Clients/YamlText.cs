using System.Globalization;
using System.Text;

namespace Sockeye.Control.Clients;

/// <summary>Scalars of YAML 1.2.</summary>
internal static class YamlText
{
    /// <summary>A double-quoted scalar (section 7.3.1): what may not stand in YAML as it is becomes an escape (section 5.7).</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            quoted.Append(rune.Value switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                < 0x20 or (>= 0x7F and < 0xA0) or 0x2028 or 0x2029 or 0xFEFF => $"\\u{rune.Value.ToString("X4", CultureInfo.InvariantCulture)}",
                _ => rune.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }
}
