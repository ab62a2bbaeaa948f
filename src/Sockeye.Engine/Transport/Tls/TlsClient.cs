using Sockeye.Engine.Transport.Sockets;

namespace Sockeye.Engine.Transport.Tls;

/// <summary>The TLS side of connections to one upstream.</summary>
public abstract class TlsClient : IDisposable
{
    /// <summary>Shakes hands over a connected socket. Takes the socket. Never throws for what a peer does; cancellation aborts.</summary>
    public abstract ValueTask<TlsHandshakeResult> ConnectAsync(SocketPort port, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives the native context back.</summary>
    protected abstract void Dispose(bool disposing);
}
