using System.Net;
using System.Net.Sockets;

namespace Sockeye.Engine.Transport.Sockets;

/// <summary>One attempt to connect: a socket, or a test's double.</summary>
internal interface ITcpConnector
{
    /// <summary>Connects. Never throws for what the network does; cancellation gives everything back and completes at once with <see cref="SocketError.OperationAborted"/>.</summary>
    ValueTask<TcpAttempt> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken);
}

/// <summary>How an attempt to connect or to accept ended.</summary>
/// <param name="Port">The connected socket; null on failure.</param>
/// <param name="Error">Why not; <see cref="SocketError.Success"/> on success.</param>
internal readonly record struct TcpAttempt(SocketPort? Port, SocketError Error);
