using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Sockeye.Native.Posix;

/// <summary>What POSIX can do with files and the platform's file API has no word for.</summary>
public static unsafe partial class PosixFile
{
    // O_RDONLY is 0 everywhere; O_CLOEXEC is not (fcntl.h of Linux and of Darwin).
    private const int CloseOnExecLinux = 0x80000;
    private const int CloseOnExecDarwin = 0x1000000;

    /// <summary>
    /// Flushes a directory's entries to the disk (fsync(2)), which makes a rename survive a power cut.
    /// False where the system does not do that; nothing is lost but the guarantee.
    /// </summary>
    public static bool TryFlushDirectory(string path)
    {
        using var directory = OpenForReading(path);
        return directory is not null && Sync(directory) == 0;
    }

    /// <summary>Opens a file for reading without taking a lock on it, as the platform's own API always does. Null where that fails.</summary>
    public static SafeFileHandle? OpenForReading(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
        {
            return null;
        }

        int descriptor;
        fixed (byte* name = Encoding.UTF8.GetBytes(path + "\0"))
        {
            descriptor = Open(name, OperatingSystem.IsLinux() ? CloseOnExecLinux : CloseOnExecDarwin);
        }

        return descriptor < 0 ? null : new SafeFileHandle(descriptor, ownsHandle: true);
    }

    /// <summary>
    /// Gives a file its final name in one step, unless that name is taken (link(2), then the old name goes). The
    /// platform's Move without overwriting looks first and then renames, so two at once replace each other's file.
    /// </summary>
    /// <returns>False where the name is taken, or where it cannot be given; the file then keeps its old name.</returns>
    public static bool TryPublish(string temporary, string path)
    {
        ArgumentNullException.ThrowIfNull(temporary);
        ArgumentNullException.ThrowIfNull(path);
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
        {
            try
            {
                File.Move(temporary, path, overwrite: false); // one step there
                return true;
            }
            catch (IOException)
            {
                return false;
            }
        }

        fixed (byte* from = Encoding.UTF8.GetBytes(temporary + "\0"), to = Encoding.UTF8.GetBytes(path + "\0"))
        {
            if (Link(from, to) != 0)
            {
                return false;
            }
        }

        File.Delete(temporary);
        return true;
    }

    [LibraryImport("libc", EntryPoint = "link")]
    private static partial int Link(byte* from, byte* to);

    [LibraryImport("libc", EntryPoint = "open")]
    private static partial int Open(byte* path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Sync(SafeFileHandle descriptor);
}
