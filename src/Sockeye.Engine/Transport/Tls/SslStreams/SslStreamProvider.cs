using Sockeye.Engine.Transport.Sockets;
using Sockeye.Engine.Transport.Sockets.Portable;
using System.Runtime.InteropServices;

namespace Sockeye.Engine.Transport.Tls.SslStreams;

/// <summary>
/// TLS by the platform's SslStream: the portable kind. It cannot share ticket keys, choose groups, or answer a client
/// whose ALPN names it does not know (so it offers none).
/// </summary>
internal sealed class SslStreamProvider : TlsProvider
{
    /// <inheritdoc/>
    public override string Name => "sslstream";

    /// <inheritdoc/>
    public override string Version => RuntimeInformation.FrameworkDescription;

    /// <inheritdoc/>
    public override SocketSource Sockets => PortableSocketSource.Instance;

    /// <inheritdoc/>
    public override TlsServer CreateServer(TlsServerOptions options) => new SslStreamServer(options);

    /// <inheritdoc/>
    public override TlsClient CreateClient(TlsClientOptions options) => new SslStreamClient(options);
}
