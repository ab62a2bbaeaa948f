using System.Globalization;
using System.Text;

namespace Sockeye.Acme.Wire;

/// <summary>Text of an authority, made fit for one line of a log or a terminal.</summary>
internal static class PrintableText
{
    /// <summary>The greatest length of one text; what is cut ends in an ellipsis.</summary>
    public const int MaximumChars = 400;

    /// <summary>
    /// White space becomes one space; what could move a cursor, hide or turn round its neighbours is escaped as
    /// <c>\u{NNNN}</c>. Null where nothing is left.
    /// </summary>
    public static string? Of(string? text)
    {
        var result = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (result.Length >= MaximumChars)
            {
                result.Append('…');
                break;
            }

            if (Rune.IsWhiteSpace(rune))
            {
                if (result.Length > 0 && result[^1] != ' ')
                {
                    result.Append(' ');
                }
            }
            else if (IsHarmless(rune))
            {
                result.Append(rune);
            }
            else
            {
                result.Append(CultureInfo.InvariantCulture, $@"\u{{{rune.Value:x4}}}");
            }
        }

        return result.ToString().TrimEnd() is { Length: > 0 } printable ? printable : null;
    }

    private static bool IsHarmless(Rune rune) => rune.Value != '\\' && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);
}
