using System.Net;
using System.Net.Sockets;

namespace Sockeye.Engine.Transport.Sockets.Portable;

/// <summary>One connect as a value task that completes with the kernel's answer, inline on the thread that got it.</summary>
internal sealed class ConnectOperation : SocketAwaitable
{
    /// <summary>A connect to that end point.</summary>
    public ConnectOperation(IPEndPoint endPoint) => RemoteEndPoint = endPoint;

    /// <summary>Starts it; called once.</summary>
    public ValueTask<SocketError> ConnectAsync(Socket socket)
    {
        try
        {
            // Before the connection stands: afterwards a reset may have come first, and setting an option would throw.
            socket.NoDelay = true;
            return Outcome(socket.ConnectAsync(this));
        }
        catch (SocketException e)
        {
            return new(e.SocketErrorCode);
        }
        catch (ObjectDisposedException)
        {
            return new(SocketError.OperationAborted);
        }
    }
}
