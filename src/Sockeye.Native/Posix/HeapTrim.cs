using System.Runtime.InteropServices;

namespace Sockeye.Native.Posix;

/// <summary>Gives what the C heap has free back to the system (malloc_trim(3), glibc only).</summary>
public static partial class HeapTrim
{
    private static bool _isMissing = !OperatingSystem.IsLinux();

    /// <summary>Trims; does nothing where the C library has no call for it.</summary>
    public static void Run()
    {
        if (_isMissing)
        {
            return;
        }

        try
        {
            _ = Trim(0);
        }
        catch (EntryPointNotFoundException)
        {
            _isMissing = true; // musl
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint padding);
}
