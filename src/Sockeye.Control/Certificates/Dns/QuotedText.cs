using System.Globalization;
using System.Text;

namespace Sockeye.Control.Certificates.Dns;

/// <summary>What others wrote, made fit for one line of ours: quoted, escaped, cut.</summary>
internal static class QuotedText
{
    // A sentence of an error; whatever is longer is no sentence.
    private const int MaximumLength = 200;

    public static string Of(string text)
    {
        var trimmed = text.Trim();
        var quoted = new StringBuilder("\"");
        foreach (var c in trimmed.AsSpan(0, Math.Min(trimmed.Length, MaximumLength)))
        {
            // Printable ASCII only: directions, joiners and colours of a terminal are ways to show what is not there.
            _ = c is '"' or '\\' ? quoted.Append('\\').Append(c)
                : c is >= ' ' and < (char)0x7f ? quoted.Append(c)
                : quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }

        return quoted.Append(trimmed.Length > MaximumLength ? "...\"" : "\"").ToString();
    }
}
