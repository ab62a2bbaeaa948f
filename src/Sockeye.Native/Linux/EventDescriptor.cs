using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Sockeye.Native.Linux;

/// <summary>An eventfd(2): any thread can wake the one that polls it.</summary>
public sealed unsafe partial class EventDescriptor : IDisposable
{
    private const int EFD_NONBLOCK = 0x800;
    private const int EFD_CLOEXEC = 0x80000;

    /// <summary>Opens one.</summary>
    /// <exception cref="Win32Exception">No descriptor or memory is left.</exception>
    public EventDescriptor()
    {
        var descriptor = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
        if (descriptor < 0) throw new Win32Exception(Marshal.GetLastPInvokeError(), "eventfd");
        Descriptor = new(descriptor);
    }

    /// <summary>What to poll.</summary>
    public SafeDescriptor Descriptor { get; }

    /// <summary>Wakes. Polled edge-triggered, its count need never be read: each write is a change.</summary>
    public void Signal()
    {
        var one = 1UL;
        if (write(Descriptor, &one, sizeof(ulong)) >= 0) return;

        // The count is full after 2^64 writes, or after a reader forgot it: empty it and write again.
        ulong count;
        _ = read(Descriptor, &count, sizeof(ulong));
        _ = write(Descriptor, &one, sizeof(ulong));
    }

    /// <inheritdoc/>
    public void Dispose() => Descriptor.Dispose();

    [LibraryImport("libc", SetLastError = true)]
    private static partial int eventfd(uint initial, int flags);

    [LibraryImport("libc")]
    private static partial nint write(SafeDescriptor descriptor, ulong* value, nuint length);

    [LibraryImport("libc")]
    private static partial nint read(SafeDescriptor descriptor, ulong* value, nuint length);
}
