using Sockeye.Engine.Transport.Sockets;

namespace Sockeye.Engine.Transport.Tls;

/// <summary>The TLS side of a listening port: one for each inbound, shared by all its connections.</summary>
public abstract class TlsServer : IDisposable
{
    /// <summary>
    /// Shakes hands over an accepted socket. Takes the socket: on failure it is closed (after the alert was sent).
    /// Never throws for what a peer does; cancellation aborts.
    /// </summary>
    /// <param name="port">The accepted socket.</param>
    /// <param name="readAhead">Bytes already read from it (behind a PROXY header); they are copied.</param>
    /// <param name="cancellationToken">Ends the handshake, as the handshake limit does.</param>
    public abstract ValueTask<TlsHandshakeResult> AcceptAsync(SocketPort port, ReadOnlyMemory<byte> readAhead, CancellationToken cancellationToken);

    /// <summary>Puts other certificates into service for new handshakes; open connections and tickets go on.</summary>
    public abstract void ReplaceCertificates(IReadOnlyList<TlsCertificate> certificates);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives the native context back.</summary>
    protected abstract void Dispose(bool disposing);
}
