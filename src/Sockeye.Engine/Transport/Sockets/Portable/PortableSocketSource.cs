using System.Net;
using System.Net.Sockets;

namespace Sockeye.Engine.Transport.Sockets.Portable;

/// <summary>System.Net.Sockets: for systems other than Linux, and beside SslStream.</summary>
internal sealed class PortableSocketSource : SocketSource
{
    internal static SocketSource Instance { get; } = new PortableSocketSource();

    /// <summary>A bound socket; <c>[::]</c> is dual-stack, no other address is. Throws where that cannot be, also where the system has no IPv6.</summary>
    internal static Socket Bind(IPEndPoint endPoint, SocketType type, ProtocolType protocol)
    {
        var socket = new Socket(endPoint.AddressFamily, type, protocol);
        try
        {
            if (endPoint.AddressFamily == AddressFamily.InterNetworkV6) socket.DualMode = endPoint.Address.Equals(IPAddress.IPv6Any);
            socket.Bind(endPoint);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    internal override SocketListener Listen(IPEndPoint endPoint, int backlog)
    {
        var socket = Bind(endPoint, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Listen(backlog);
            return new PortableListener(socket);
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    internal override async ValueTask<TcpAttempt> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        Socket socket;
        try
        {
            socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        }
        catch (SocketException e)
        {
            return new(null, e.SocketErrorCode);
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

        if (cancellationToken.IsCancellationRequested) error = SocketError.OperationAborted;
        if (error == SocketError.Success) return new(new PortablePort(socket), error);
        socket.Dispose();
        return new(null, error);
    }

    internal override DatagramPort? OpenDatagram(IPEndPoint endPoint, out SocketError error)
    {
        Socket? socket = null;
        try
        {
            socket = Bind(endPoint, SocketType.Dgram, ProtocolType.Udp);
            error = SocketError.Success;
            return new PortableDatagramPort(socket);
        }
        catch (SocketException exception)
        {
            socket?.Dispose();
            error = exception.SocketErrorCode;
            return null;
        }
    }

    internal override SocketPort Adopt(Socket socket) => new PortablePort(socket);
}
