namespace Sockeye.Control.Configuration.Reading;

/// <summary>Reads a file that an operator named, whatever it turns out to be.</summary>
internal static class BoundedFile
{
    // A hundred thousand rules and outbounds, or users, are some 14 to 30 MiB; /dev/zero shall not fill the memory.
    private const int MaximumLengthBytes = 64 << 20;

    /// <summary>The file's bytes, or null and why not: one line without the file's name.</summary>
    public static byte[]? Read(string file, out string whyNot)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var buffer = new byte[64 << 10];
            var length = 0;
            while (stream.Read(buffer.AsSpan(length)) is > 0 and var read)
            {
                length += read;
                if (length > MaximumLengthBytes)
                {
                    whyNot = $"the file is longer than {MaximumLengthBytes >> 20} MiB";
                    return null;
                }

                if (length == buffer.Length)
                {
                    Array.Resize(ref buffer, buffer.Length * 2);
                }
            }

            whyNot = "";
            return buffer[..length];
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            whyNot = "the file does not exist";
        }
        catch (UnauthorizedAccessException)
        {
            whyNot = Directory.Exists(file) ? "this is a directory; a file is needed" : "the file may not be read by this user";
        }
        catch (IOException error)
        {
            whyNot = "the file can't be read: " + error.Message.ReplaceLineEndings(" ");
        }

        return null;
    }
}
