using System.Net.Sockets;
using System.Threading.Tasks.Sources;

namespace Sockeye.Engine.Listening;

/// <summary>One accept after another, without an exception for what the network does: errors are values.</summary>
internal sealed class AcceptOperation() : SocketAsyncEventArgs(true), IValueTaskSource<SocketError>
{
    private ManualResetValueTaskSourceCore<SocketError> _core;

    /// <summary>Waits for a connection; with <see cref="SocketError.Success"/> it is in <see cref="SocketAsyncEventArgs.AcceptSocket"/>.</summary>
    public ValueTask<SocketError> AcceptAsync(Socket listener)
    {
        AcceptSocket = null;
        _core.Reset();
        try
        {
            return listener.AcceptAsync(this) ? new(this, _core.Version) : new(SocketError);
        }
        catch (ObjectDisposedException)
        {
            return new(SocketError.OperationAborted);
        }
    }

    public SocketError GetResult(short token) => _core.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    protected override void OnCompleted(SocketAsyncEventArgs e) => _core.SetResult(SocketError);
}
