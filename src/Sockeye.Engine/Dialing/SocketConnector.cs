using System.Net;
using System.Net.Sockets;

namespace Sockeye.Engine.Dialing;

/// <summary>Connects sockets without an exception for a failure: what the kernel says comes as a <see cref="SocketError"/>.</summary>
internal sealed class SocketConnector : ITcpConnector
{
    /// <inheritdoc/>
    public async ValueTask<TcpAttempt> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        Socket socket;
        try
        {
            socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        }
        catch (SocketException e)
        {
            return new TcpAttempt(null, e.SocketErrorCode);
        }

        SocketError error;
        using (var operation = new ConnectOperation(endPoint))
        {
            // Disposing is what ends a connect under way; it then completes with OperationAborted.
            await using (cancellationToken.UnsafeRegister(static socket => ((Socket)socket!).Dispose(), socket))
            {
                error = await operation.ConnectAsync(socket);
            }
        }

        if (cancellationToken.IsCancellationRequested)
        {
            error = SocketError.OperationAborted;
        }

        if (error == SocketError.Success)
        {
            return new TcpAttempt(socket, SocketError.Success);
        }

        socket.Dispose();
        return new TcpAttempt(null, error);
    }
}
