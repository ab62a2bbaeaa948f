using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks.Sources;

namespace Sockeye.Engine.Dialing;

/// <summary>One connect as a value task that completes with the kernel's answer, inline on the thread that got it.</summary>
internal sealed class ConnectOperation : SocketAsyncEventArgs, IValueTaskSource<SocketError>
{
    private ManualResetValueTaskSourceCore<SocketError> _core;

    /// <summary>A connect to that end point.</summary>
    public ConnectOperation(IPEndPoint endPoint)
        : base(true) => RemoteEndPoint = endPoint;

    /// <summary>Starts it; called once.</summary>
    public ValueTask<SocketError> ConnectAsync(Socket socket)
    {
        try
        {
            // Before the connection stands: afterwards a reset may have come first, and setting an option would throw.
            socket.NoDelay = true;
            return socket.ConnectAsync(this) ? new ValueTask<SocketError>(this, _core.Version) : new ValueTask<SocketError>(SocketError);
        }
        catch (SocketException e)
        {
            return new ValueTask<SocketError>(e.SocketErrorCode);
        }
        catch (ObjectDisposedException)
        {
            return new ValueTask<SocketError>(SocketError.OperationAborted);
        }
    }

    /// <inheritdoc/>
    public SocketError GetResult(short token) => _core.GetResult(token);

    /// <inheritdoc/>
    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    /// <inheritdoc/>
    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    /// <inheritdoc/>
    protected override void OnCompleted(SocketAsyncEventArgs e) => _core.SetResult(SocketError);
}
