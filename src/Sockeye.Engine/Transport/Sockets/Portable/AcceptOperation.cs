using System.Net.Sockets;

namespace Sockeye.Engine.Transport.Sockets.Portable;

/// <summary>One accept after another, without an exception for what the network does: errors are values.</summary>
internal sealed class AcceptOperation : SocketAwaitable
{
    /// <summary>Waits for a connection; with <see cref="SocketError.Success"/> it is in <see cref="SocketAsyncEventArgs.AcceptSocket"/>.</summary>
    public ValueTask<SocketError> AcceptAsync(Socket listener)
    {
        AcceptSocket = null;
        Prepare();
        try
        {
            return Outcome(listener.AcceptAsync(this));
        }
        catch (ObjectDisposedException)
        {
            return new(SocketError.OperationAborted);
        }
    }
}
