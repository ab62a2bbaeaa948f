using System.Net.Sockets;
using System.Threading.Tasks.Sources;

namespace Sockeye.Engine.Transport.Sockets.Portable;

/// <summary>
/// A SocketAsyncEventArgs that can be awaited again and again without allocating. Errors are values. The continuation
/// runs inline, on the thread that polls.
/// </summary>
/// <remarks>The execution context does not flow: nothing in the data plane depends on it.</remarks>
internal abstract class SocketAwaitable() : SocketAsyncEventArgs(true), IValueTaskSource<SocketError>, IValueTaskSource
{
    private ManualResetValueTaskSourceCore<SocketError> _core;

    public SocketError GetResult(short token) => _core.GetResult(token);

    void IValueTaskSource.GetResult(short token) => _core.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    /// <summary>Before each operation starts.</summary>
    protected void Prepare() => _core.Reset();

    /// <summary>The operation's outcome: at once where the socket says that it is not pending.</summary>
    protected ValueTask<SocketError> Outcome(bool isPending) => isPending ? new(this, _core.Version) : new(SocketError);

    /// <summary>As <see cref="Outcome"/>, for who asks for the moment only.</summary>
    protected ValueTask Completion(bool isPending) => isPending ? new(this, _core.Version) : default;

    protected override void OnCompleted(SocketAsyncEventArgs e) => _core.SetResult(SocketError);
}
