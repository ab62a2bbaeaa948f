using System.Buffers;
using System.Globalization;
using System.Text;

namespace Sockeye.Core;

/// <summary>Text that a peer sent, made safe for logs, terminals and error pages.</summary>
public static class PeerText
{
    private static readonly SearchValues<char> _plainAscii =
        SearchValues.Create([.. Enumerable.Range(' ', 0x7f - ' ').Select(c => (char)c).Where(c => c != '\\')]);

    /// <summary>
    /// Escapes what could move a cursor, break a line, hide or turn round its neighbours: control characters, DEL and
    /// C1 as <c>\xNN</c>; format characters (bidirectional controls, zero width), line separators, private and unassigned
    /// code points and lone surrogates as <c>\uNNNN</c>; the backslash itself doubled, so that nothing can be mistaken.
    /// </summary>
    /// <param name="text">What was sent.</param>
    /// <param name="maximumChars">The result's greatest length; what was cut ends in an ellipsis. An escape is never cut in two.</param>
    public static string Escape(ReadOnlySpan<char> text, int maximumChars)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maximumChars);
        if (text.Length <= maximumChars && !text.ContainsAnyExcept(_plainAscii))
        {
            return text.ToString(); // nearly all text: names in the access log, reason phrases
        }

        var result = new StringBuilder(Math.Min(text.Length, maximumChars));
        Span<char> piece = stackalloc char[12];
        while (!text.IsEmpty)
        {
            var status = Rune.DecodeFromUtf16(text, out var rune, out var used);
            var length = status == OperationStatus.Done && IsPlain(rune)
                ? Copy(text[..used], piece)
                : WriteEscaped(text[..used], piece);
            text = text[used..];
            var room = maximumChars - result.Length;
            if (length > room || (length == room && !text.IsEmpty))
            {
                return Cut(result, room);
            }

            result.Append(piece[..length]);
        }

        return result.ToString();
    }

    private static string Cut(StringBuilder result, int room) => room == 0 ? result.ToString() : result.Append('…').ToString();

    private static int Copy(ReadOnlySpan<char> text, Span<char> piece)
    {
        text.CopyTo(piece);
        return text.Length;
    }

    private static bool IsPlain(Rune rune) =>
        rune.Value != '\\' && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);

    private static int WriteEscaped(ReadOnlySpan<char> text, Span<char> piece)
    {
        var length = 0;
        foreach (var c in text)
        {
            var format = c switch
            {
                '\\' => @"\\",
                < (char)0x100 => $@"\x{(int)c:x2}",
                _ => $@"\u{(int)c:x4}",
            };
            format.CopyTo(piece[length..]);
            length += format.Length;
        }

        return length;
    }
}
