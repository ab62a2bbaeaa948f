using System.Runtime.InteropServices;

namespace Sockeye.Native.Posix;

/// <summary>Ends this process's standard output while the process goes on.</summary>
/// <remarks>
/// Closing descriptor 1 is not enough: the runtime and its console hold duplicates of it from their start on. Each is made to
/// stand for /dev/null (dup2(2)) rather than closed, because its owner would close the number once more, whosever it is then.
/// </remarks>
public static partial class StandardOutput
{
    private const int Descriptor = 1;
    private const int StandardError = 2;
    private const int ShutWrite = 1;
    private const string Descriptors = "/proc/self/fd";

    /// <summary>Whoever reads it sees the end now; on systems without /proc a pipe's reader sees it when the process ends.</summary>
    public static void End()
    {
        if (OperatingSystem.IsWindows() || Shutdown(Descriptor, ShutWrite) == 0)
        {
            return; // a socket's end does not depend on duplicates
        }

        using var nothing = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        var target = LinkOf(Descriptor);
        if (target?.StartsWith("pipe:", StringComparison.Ordinal) == true)
        {
            foreach (var path in Directory.EnumerateFileSystemEntries(Descriptors).ToList())
            {
                if (int.TryParse(Path.GetFileName(path), out var descriptor) && descriptor is not (Descriptor or StandardError) && LinkOf(descriptor) == target)
                {
                    _ = Duplicate((int)nothing.DangerousGetHandle(), descriptor);
                }
            }
        }

        _ = Duplicate((int)nothing.DangerousGetHandle(), Descriptor);
    }

    private static string? LinkOf(int descriptor)
    {
        try
        {
            return File.ResolveLinkTarget($"{Descriptors}/{descriptor}", returnFinalTarget: false)?.Name;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null; // no /proc, or closed meanwhile
        }
    }

    [LibraryImport("libc", EntryPoint = "shutdown")]
    private static partial int Shutdown(int descriptor, int how);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Duplicate(int from, int to);
}
