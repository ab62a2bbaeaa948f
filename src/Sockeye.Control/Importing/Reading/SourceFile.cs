using System.Text;
using Sockeye.Control.Configuration.Reading;

namespace Sockeye.Control.Importing.Reading;

/// <summary>Reads the bytes of an imported file, which is only ever read.</summary>
internal static class SourceFile
{
    /// <summary>The file as UTF-8 without a byte order mark, or null after a refusal.</summary>
    public static byte[]? Read(string file, ImportNotes notes)
    {
        if (BoundedFile.Read(file, out var whyNot) is not { } content)
        {
            notes.Refuse(new SourcePlace(file, 0, 0, ""), whyNot);
            return null;
        }

        if (!System.Text.Unicode.Utf8.IsValid(content))
        {
            notes.Refuse(new SourcePlace(file, 0, 0, ""), "the file is not UTF-8");
            return null;
        }

        return content.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? content[Encoding.UTF8.Preamble.Length..] : content;
    }
}
