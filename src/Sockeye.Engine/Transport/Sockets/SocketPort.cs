using System.Net;
using System.Net.Sockets;

namespace Sockeye.Engine.Transport.Sockets;

/// <summary>
/// A connected TCP socket without exceptions: tries without blocking first and waits only when told to. What every kind
/// of channel stands on.
/// </summary>
/// <remarks>At most one receive and one send are under way at a time; they may overlap.</remarks>
public abstract class SocketPort : IDisposable
{
    private volatile bool _aborted;
    private int _closed;

    /// <summary>The address on our side, or null where the connection is gone.</summary>
    public abstract IPEndPoint? LocalEndPoint { get; }

    /// <summary>The address on the peer's side, or null where the connection was gone too early to tell.</summary>
    public abstract IPEndPoint? RemoteEndPoint { get; }

    /// <summary>Whether the last receive took all there was: another one at once would be a call for nothing.</summary>
    internal abstract bool IsDrained { get; }

    internal bool IsAborted => _aborted;

    /// <summary>One receive. <see cref="SocketError.WouldBlock"/> when there is nothing; 0 bytes with Success is a FIN.</summary>
    internal abstract SocketError Receive(Span<byte> buffer, out int count);

    /// <summary>Completes when a receive has something to say.</summary>
    internal abstract ValueTask WaitToReceiveAsync();

    /// <summary>
    /// One send; takes as much as the kernel does. What is the last before <see cref="ShutdownSend"/> may wait for it and
    /// share a segment with the FIN.
    /// </summary>
    internal abstract SocketError Send(ReadOnlySpan<byte> buffer, out int count, bool isLast = false);

    /// <summary>Sends all, waiting for the kernel where it must.</summary>
    internal abstract ValueTask<SocketError> SendAllAsync(ReadOnlyMemory<byte> buffer);

    /// <summary>Sends our FIN.</summary>
    internal abstract SocketError ShutdownSend();

    /// <summary>Chooses how soon a dead peer is noticed; what the system refuses stays as it was.</summary>
    internal abstract void Detect(DeadPeerDetection detection);

    /// <summary>Closes with a reset, from any thread: nobody waits for what is still under way, and whoever does is woken.</summary>
    public void Abort() => Close(reset: true);

    /// <summary>Closes in the ordinary way: what the kernel holds still goes out, then FIN.</summary>
    public void Dispose()
    {
        Close(reset: false);
        GC.SuppressFinalize(this);
    }

    /// <summary>What an error of the socket means to a channel.</summary>
    internal ChannelEnd EndOf(SocketError error) => error switch
    {
        SocketError.Success => ChannelEnd.None,
        _ when _aborted => ChannelEnd.Aborted,
        SocketError.OperationAborted or SocketError.Interrupted or SocketError.NotSocket => ChannelEnd.Aborted,
        _ => ChannelEnd.Reset,
    };

    /// <summary>Closes the socket, once.</summary>
    protected abstract void CloseSocket(bool reset);

    private void Close(bool reset)
    {
        _aborted = true;
        if (Interlocked.Exchange(ref _closed, 1) == 0) CloseSocket(reset);
    }
}
