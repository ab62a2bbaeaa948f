using System.Net;
using System.Net.Sockets;

namespace Sockeye.Engine.Transport.Sockets;

/// <summary>A listening TCP socket.</summary>
internal abstract class SocketListener : IDisposable
{
    /// <summary>Where it listens; a port that the system chose is known here.</summary>
    public abstract IPEndPoint EndPoint { get; }

    /// <summary>
    /// Waits for a connection, without an exception for what the network does. After <see cref="Dispose"/> it completes
    /// with <see cref="SocketError.OperationAborted"/>.
    /// </summary>
    public abstract ValueTask<TcpAttempt> AcceptAsync();

    /// <summary>Stops listening, from any thread.</summary>
    public abstract void Dispose();
}
