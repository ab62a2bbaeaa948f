using System.Text;

namespace Sockeye.Control.Importing.Reading;

/// <summary>Reads the bytes of an imported file, which is only ever read.</summary>
internal static class SourceFile
{
    // A hundred thousand users are some 30 MB; /dev/zero shall not fill the memory.
    private const int MaximumLengthBytes = 64 << 20;

    /// <summary>The file as UTF-8 without a byte order mark, or null after a refusal.</summary>
    public static byte[]? Read(string file, ImportNotes notes)
    {
        var place = new SourcePlace(file, 0, 0, "");
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new MemoryStream();
            var buffer = new byte[64 << 10];
            while (stream.Read(buffer) is > 0 and var read)
            {
                bytes.Write(buffer, 0, read);
                if (bytes.Length > MaximumLengthBytes)
                {
                    notes.Refuse(place, $"the file is longer than {MaximumLengthBytes >> 20} MiB");
                    return null;
                }
            }

            var content = bytes.ToArray();
            if (!System.Text.Unicode.Utf8.IsValid(content))
            {
                notes.Refuse(place, "the file is not UTF-8");
                return null;
            }

            return content.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? content[Encoding.UTF8.Preamble.Length..] : content;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            notes.Refuse(place, "the file does not exist");
        }
        catch (UnauthorizedAccessException)
        {
            notes.Refuse(place, Directory.Exists(file) ? "this is a directory; a file is needed" : "the file may not be read by this user");
        }
        catch (IOException error)
        {
            notes.Refuse(place, "the file can't be read: " + error.Message.ReplaceLineEndings(" "));
        }

        return null;
    }
}
