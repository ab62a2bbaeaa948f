using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Sockeye.Native.Linux;

/// <summary>An epoll instance (epoll(7)): sockets are added once, edge-triggered, and leave by being closed.</summary>
public sealed unsafe partial class Epoll : IDisposable
{
    private const int EPOLL_CLOEXEC = 0x80000;
    private const int EPOLL_CTL_ADD = 1;

    // struct epoll_event is packed on x86-64 and nowhere else (eventpoll.h).
    private static readonly int EventBytes = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    private static readonly int DataOffset = EventBytes - sizeof(ulong);

    private readonly SafeDescriptor _descriptor;
    private readonly byte[] _events;

    /// <summary>Opens one that reports up to that many events at a time.</summary>
    /// <exception cref="Win32Exception">No descriptor or memory is left.</exception>
    public Epoll(int eventsAtOnce)
    {
        _events = GC.AllocateUninitializedArray<byte>(eventsAtOnce * EventBytes, pinned: true);
        var descriptor = epoll_create1(EPOLL_CLOEXEC);
        if (descriptor < 0) throw new Win32Exception(Marshal.GetLastPInvokeError(), "epoll_create1");
        _descriptor = new(descriptor);
    }

    /// <summary>Watches a descriptor for everything that <see cref="PollEvents"/> names, each change once.</summary>
    /// <param name="descriptor">What to watch.</param>
    /// <param name="key">What events carry.</param>
    public LinuxError Add(SafeDescriptor descriptor, ulong key)
    {
        var record = stackalloc byte[EventBytes];
        const PollEvents Everything = PollEvents.Readable | PollEvents.Writable | PollEvents.PeerClosed | PollEvents.EdgeTriggered;
        *(uint*)record = (uint)Everything;
        *(ulong*)(record + DataOffset) = key;
        return epoll_ctl(_descriptor, EPOLL_CTL_ADD, descriptor, record) == 0 ? LinuxError.None : (LinuxError)Marshal.GetLastPInvokeError();
    }

    /// <summary>Waits for events; gives how many there are, at least 0.</summary>
    /// <param name="timeoutMilliseconds">0 only looks; -1 waits for ever.</param>
    public int Wait(int timeoutMilliseconds)
    {
        fixed (byte* start = _events)
        {
            // An interruption is as good as no event: the caller looks again.
            return Math.Max(0, epoll_wait(_descriptor, start, _events.Length / EventBytes, timeoutMilliseconds));
        }
    }

    /// <summary>An event of the last <see cref="Wait"/>.</summary>
    public (PollEvents Events, ulong Key) this[int index]
    {
        get
        {
            var record = _events.AsSpan(index * EventBytes, EventBytes);
            return ((PollEvents)BitConverter.ToUInt32(record), BitConverter.ToUInt64(record[DataOffset..]));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _descriptor.Dispose();

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_create1(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_ctl(SafeDescriptor descriptor, int operation, SafeDescriptor target, byte* record);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_wait(SafeDescriptor descriptor, byte* events, int count, int timeoutMilliseconds);
}

/// <summary>What a socket is ready for (epoll_ctl(2)).</summary>
[Flags]
public enum PollEvents : uint
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>EPOLLIN: a receive has something to say.</summary>
    Readable = 0x1,

    /// <summary>EPOLLOUT: there is room for a send, or a connect has ended.</summary>
    Writable = 0x4,

    /// <summary>EPOLLERR.</summary>
    Error = 0x8,

    /// <summary>EPOLLHUP: both directions are over.</summary>
    HungUp = 0x10,

    /// <summary>EPOLLRDHUP: the peer's FIN is in the queue, perhaps behind data.</summary>
    PeerClosed = 0x2000,

    /// <summary>EPOLLET: tell changes, not states.</summary>
    EdgeTriggered = 0x8000_0000,
}
