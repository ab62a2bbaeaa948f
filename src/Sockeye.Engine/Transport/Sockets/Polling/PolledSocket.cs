using System.Net;
using System.Threading.Tasks.Sources;
using Sockeye.Native.Linux;

namespace Sockeye.Engine.Transport.Sockets.Polling;

/// <summary>
/// A descriptor on a polling thread: its two readiness flags, and who waits for them. Waiting allocates nothing: the
/// token of the ValueTask names the direction.
/// </summary>
internal sealed class PolledSocket : IValueTaskSource
{
    private const short ReadToken = 0;
    private const short WriteToken = 1;

    private ReadinessGate _readable;
    private ReadinessGate _writable;
    private int _movedBytes;
    private volatile bool _peerClosed;
    private volatile bool _hasError;

    internal PolledSocket(SafeDescriptor descriptor, PollingThread thread)
    {
        (Descriptor, Thread) = (descriptor, thread);
        _writable.Restore(); // a fresh socket has room; the first send tells if not
    }

    internal SafeDescriptor Descriptor { get; }

    internal PollingThread Thread { get; }

    /// <summary>What its events carry; 0 before it is watched.</summary>
    internal ulong Key { get; set; }

    internal bool IsReadable => _readable.IsReady;

    // What waits runs on the socket's thread, also where another polling thread finds it ready: a session that was accepted
    // there begins where it will run.
    private bool IsElsewhere => PollingThread.Current is { } current && current != Thread;

    /// <summary>Before a call that takes from the kernel.</summary>
    internal void BeginRead() => _readable.Clear();

    /// <summary>After a call that may have left something.</summary>
    internal void MoreToRead() => _readable.Restore();

    /// <summary>After a receive: one that filled its buffer may have left something, and a FIN behind data is told with the data.</summary>
    /// <remarks>
    /// One that stops in front of TCP's urgent data is short too; what lies behind waits for the next event. Nobody who
    /// follows RFC 6093 sends any.
    /// </remarks>
    internal void EndReceive(int count, int wanted)
    {
        _movedBytes += count;
        if (count == wanted || _peerClosed) _readable.Restore();
    }

    /// <summary>After a datagram was taken: a short one does not say that it was the last.</summary>
    internal void EndReceiveDatagram(int count)
    {
        _movedBytes += count;
        _readable.Restore();
    }

    /// <summary>Begins to connect and to be watched; in progress until the socket is writable.</summary>
    internal LinuxError BeginConnect(IPEndPoint endPoint)
    {
        _writable.Clear();
        var connecting = LinuxSocket.Connect(Descriptor, endPoint);
        if (connecting is not (LinuxError.None or LinuxError.InProgress or LinuxError.Interrupted)) return connecting;

        // Behind the call: a socket that has not begun to connect is told as hung up.
        var watched = Thread.Watch(this);
        return watched != LinuxError.None ? watched : connecting == LinuxError.None ? LinuxError.None : LinuxError.InProgress;
    }

    /// <summary>What became of the connect; a call only where the event told of an error.</summary>
    internal LinuxError EndConnect()
    {
        try
        {
            return _hasError ? LinuxSocket.TakeError(Descriptor) : LinuxError.None;
        }
        catch (ObjectDisposedException)
        {
            return LinuxError.BadDescriptor;
        }
    }

    /// <summary>Before a send, which waits only where the kernel took less than all.</summary>
    internal void BeginWrite() => _writable.Clear();

    /// <summary>Before a datagram is sent, perhaps by several at once, of whom one at most waits for room.</summary>
    internal void BeginWriteDatagram() => _writable.ClearUnlessAwaited();

    /// <summary>After a datagram that found room.</summary>
    internal void MoreRoom() => _writable.RestoreUnlessAwaited();

    internal void EndSend(int count) => _movedBytes += count;

    internal ValueTask WaitToReadAsync() => _readable.IsReady && !IsElsewhere ? default : new(this, ReadToken);

    internal ValueTask WaitToWriteAsync() => _writable.IsReady && !IsElsewhere ? default : new(this, WriteToken);

    /// <summary>On the polling thread: interactive sessions go on at once, bulk ones behind them.</summary>
    internal void OnEvents(PollEvents events)
    {
        const PollEvents Over = PollEvents.Error | PollEvents.HungUp;
        if ((events & (PollEvents.PeerClosed | Over)) != 0) _peerClosed = true;
        if ((events & Over) != 0) _hasError = true;
        var isBulk = _movedBytes >= Turn.Bytes;
        _movedBytes = 0;
        if ((events & (PollEvents.Readable | PollEvents.PeerClosed | Over)) != 0 && _readable.Open(out var reader)) GoOn(reader, isBulk);
        if ((events & (PollEvents.Writable | Over)) != 0 && _writable.Open(out var writer)) GoOn(writer, isBulk);
    }

    /// <summary>From any thread: it was closed, and whoever waits must see that.</summary>
    internal void WakeAll()
    {
        if (_readable.Open(out var reader)) Thread.Post(reader);
        if (_writable.Open(out var writer)) Thread.Post(writer);
    }

    void IValueTaskSource.GetResult(short token)
    {
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) =>
        (token == ReadToken ? _readable.IsReady : _writable.IsReady) && !IsElsewhere ? ValueTaskSourceStatus.Succeeded : ValueTaskSourceStatus.Pending;

    // The execution context does not flow: nothing in the data plane depends on it.
    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        var next = new Continuation(continuation, state);
        if (!(token == ReadToken ? _readable.TryWait(next) : _writable.TryWait(next))) Thread.Post(next);
    }

    private void GoOn(Continuation continuation, bool isBulk)
    {
        if (isBulk) Thread.EnqueueTurn(continuation);
        else continuation.Run();
    }
}
