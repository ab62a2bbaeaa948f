using System.Text;

namespace Sockeye.Control.Certificates.Dns.Providers;

/// <summary>Reads all that a program writes, so that it never waits for us, and keeps the end.</summary>
internal static class OutputTail
{
    private const int KeptBytes = 2048;

    /// <summary>The last line that is not empty, once the program has closed the stream.</summary>
    public static async Task<string> ReadAsync(Stream stream)
    {
        var kept = new byte[2 * KeptBytes];
        var length = 0;
        try
        {
            while (await stream.ReadAsync(kept.AsMemory(length)) is > 0 and var read)
            {
                length += read;
                if (length > KeptBytes)
                {
                    kept.AsSpan(length - KeptBytes, KeptBytes).CopyTo(kept);
                    length = KeptBytes;
                }
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // Its end, or ours: the process was given up.
        }

        return Encoding.UTF8.GetString(kept, 0, length).Split('\n').Select(l => l.Trim()).LastOrDefault(l => l.Length > 0) ?? "";
    }
}
