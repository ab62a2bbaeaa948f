using Sockeye.Native.Posix;

namespace Sockeye.Control.Configuration;

/// <summary>Writes files that are there as a whole or not at all, whatever happens meanwhile.</summary>
public static class AtomicFile
{
    /// <summary>Read and write for the owner, nothing for anyone else.</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // A write takes milliseconds; what is older was left by a process that was killed in the middle of one.
    private static readonly TimeSpan LeftBehind = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Writes a file: a temporary one in the same directory with the final mode from its first moment, flushed, renamed over
    /// <paramref name="path"/>, and the directory flushed. Readers see the old content or the new, never a part.
    /// </summary>
    /// <exception cref="IOException">The disk is full or the directory is not there; the old file stands.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory may not be written; the old file stands.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content, UnixFileMode mode = OwnerOnly)
    {
        var full = Path.GetFullPath(path);
        var directory = Path.GetDirectoryName(full) ?? throw new ArgumentException("This is no file's path.", nameof(path));
        SweepLeftovers(directory, Path.GetFileName(full));
        var temporary = Path.Combine(directory, $".{Path.GetFileName(full)}.{Guid.NewGuid():N}.tmp");
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = mode;
            }

            using (var stream = new FileStream(temporary, options))
            {
                stream.Write(content);
                if (!OperatingSystem.IsWindows())
                {
                    // The mode at creation was cut by the umask.
                    File.SetUnixFileMode(stream.SafeFileHandle, mode);
                }

                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        PosixFile.TryFlushDirectory(directory);
    }

    // They may hold a key, and would pile up.
    private static void SweepLeftovers(string directory, string name)
    {
        try
        {
            foreach (var file in Directory.EnumerateFiles(directory, $".{name}.*.tmp"))
            {
                if (DateTime.UtcNow - File.GetLastWriteTimeUtc(file) > LeftBehind)
                {
                    File.Delete(file);
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Whoever writes next tries again; the write itself tells what is wrong with the directory.
        }
    }
}
