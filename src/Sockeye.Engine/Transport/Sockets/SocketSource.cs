using System.Net;
using System.Net.Sockets;

namespace Sockeye.Engine.Transport.Sockets;

/// <summary>Where sockets come from: the polling threads of the house on Linux, System.Net.Sockets everywhere. Each lives as long as the process.</summary>
public abstract class SocketSource : ITcpConnector
{
    /// <summary>Listens. Throws <see cref="SocketException"/> where that cannot be.</summary>
    /// <remarks>No SO_REUSEPORT: a second server on the port must fail, not take half of the connections in silence.</remarks>
    internal abstract SocketListener Listen(IPEndPoint endPoint, int backlog);

    /// <summary>Opens a UDP socket on an address; <c>[::]</c> is dual-stack. The error says why there is none.</summary>
    internal abstract DatagramPort? OpenDatagram(IPEndPoint endPoint, out SocketError error);

    /// <inheritdoc/>
    ValueTask<TcpAttempt> ITcpConnector.ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken) =>
        ConnectAsync(endPoint, cancellationToken);

    /// <inheritdoc cref="ITcpConnector.ConnectAsync"/>
    internal abstract ValueTask<TcpAttempt> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken);

    /// <summary>Takes a connected socket that somebody else opened.</summary>
    internal abstract SocketPort Adopt(Socket socket);
}
