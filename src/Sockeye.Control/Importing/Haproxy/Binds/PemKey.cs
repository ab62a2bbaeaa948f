namespace Sockeye.Control.Importing.Haproxy.Binds;

/// <summary>Looks whether a PEM file (RFC 7468) has a private key beside its certificates.</summary>
internal static class PemKey
{
    // A chain with its key is a few kilobytes.
    private const int MaximumLengthBytes = 1 << 20;

    /// <summary>Whether one is in it; false where the file can't be read, which whoever loads it tells.</summary>
    public static bool IsIn(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var buffer = new byte[(int)Math.Min(stream.Length, MaximumLengthBytes)];
            var read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return buffer.AsSpan(0, read).IndexOf("PRIVATE KEY-----"u8) >= 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return false;
        }
    }
}
