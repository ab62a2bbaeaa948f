using System.Runtime.InteropServices;

namespace Sockeye.Native.Linux;

/// <summary>A file descriptor. It is closed when the last call that uses it has returned: its number can't be another's meanwhile.</summary>
public sealed partial class SafeDescriptor : SafeHandle
{
    private readonly IDisposable? _owner;

    /// <summary>None yet.</summary>
    public SafeDescriptor()
        : base(-1, ownsHandle: true)
    {
    }

    internal SafeDescriptor(int descriptor, IDisposable? owner = null)
        : this()
    {
        SetHandle(descriptor);
        _owner = owner;
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == -1;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        if (_owner is null) return Close((int)handle) == 0;
        _owner.Dispose();
        return true;
    }

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
