using Sockeye.Control.Configuration.Reading;

namespace Sockeye.Control.Importing.Reading;

/// <summary>
/// Reads an imported JSON file (RFC 8259) with what Xray allows beside it: <c>//</c>, <c>/* */</c> and <c>#</c> comments,
/// trailing commas.
/// </summary>
internal static class SourceJson
{
    /// <summary>The root with places, or null after a refusal that names the place of the fault.</summary>
    public static ConfigurationNode? Read(ReadOnlySpan<byte> utf8, string file, ImportNotes notes) => ReadOurs(WithoutHashComments(utf8), file, notes);

    /// <summary>As <see cref="Read"/>, of a file of our own, where <c>#</c> begins no comment.</summary>
    public static ConfigurationNode? ReadOurs(ReadOnlySpan<byte> utf8, string file, ImportNotes notes)
    {
        var context = new BindingContext(file, "/", null, TimeProvider.System);
        var root = ConfigurationTextReader.Read(utf8, context);
        foreach (var fault in context.Faults)
        {
            notes.Refuse(new SourcePlace(file, fault.Line, fault.Column, fault.Path), fault.Message.Replace(", {} for the defaults", "", StringComparison.Ordinal));
        }

        return context.Faults.Count == 0 ? root : null;
    }

    // Blanks in their place, so that every offset stays what it was.
    private static ReadOnlySpan<byte> WithoutHashComments(ReadOnlySpan<byte> utf8)
    {
        if (!utf8.Contains((byte)'#'))
        {
            return utf8;
        }

        var text = utf8.ToArray();
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case (byte)'"':
                    i = EndOfString(text, i);
                    break;
                case (byte)'/' when i + 1 < text.Length && text[i + 1] == (byte)'/':
                    i = EndOfLine(text, i);
                    break;
                case (byte)'/' when i + 1 < text.Length && text[i + 1] == (byte)'*':
                    var end = text.AsSpan(i + 2).IndexOf("*/"u8);
                    i = end < 0 ? text.Length : i + 2 + end + 1;
                    break;
                case (byte)'#':
                    var lineEnd = EndOfLine(text, i);
                    text.AsSpan(i, lineEnd - i).Fill((byte)' ');
                    i = lineEnd;
                    break;
            }
        }

        return text;
    }

    private static int EndOfString(byte[] text, int start)
    {
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == (byte)'\\')
            {
                i++;
            }
            else if (text[i] is (byte)'"' or (byte)'\n')
            {
                return i;
            }
        }

        return text.Length;
    }

    private static int EndOfLine(byte[] text, int start)
    {
        var end = text.AsSpan(start).IndexOf((byte)'\n');
        return end < 0 ? text.Length : start + end;
    }
}
