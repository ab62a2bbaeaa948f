using System.Net.Sockets;
using System.Threading.Tasks.Sources;

namespace Sockeye.Engine.Transport;

/// <summary>
/// One direction's waiting: a SocketAsyncEventArgs that can be awaited again and again without allocating. Errors are
/// values. The continuation runs inline, on the thread that polls.
/// </summary>
internal sealed class SocketOperation() : SocketAsyncEventArgs(true), IValueTaskSource<SocketError>, IValueTaskSource
{
    // The argument above: the execution context does not flow, nothing here depends on it.
    private ManualResetValueTaskSourceCore<SocketError> _core;

    /// <summary>Completes when there is something to receive, or an end; nothing is received.</summary>
    internal ValueTask WaitToReceiveAsync(Socket socket)
    {
        SetBuffer(Memory<byte>.Empty);
        _core.Reset();
        return socket.ReceiveAsync(this) ? new(this, _core.Version) : default;
    }

    /// <summary>Sends all of <paramref name="buffer"/>.</summary>
    internal ValueTask<SocketError> SendAsync(Socket socket, ReadOnlyMemory<byte> buffer)
    {
        SetBuffer(System.Runtime.InteropServices.MemoryMarshal.AsMemory(buffer));
        _core.Reset();
        return socket.SendAsync(this) ? new(this, _core.Version) : new(SocketError);
    }

    public SocketError GetResult(short token) => _core.GetResult(token);

    void IValueTaskSource.GetResult(short token) => _core.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    protected override void OnCompleted(SocketAsyncEventArgs e) => _core.SetResult(SocketError);
}
