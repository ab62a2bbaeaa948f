using Sockeye.Engine.Transport.Sockets;
using Sockeye.Engine.Transport.Sockets.Polling;
using Sockeye.Native.OpenSsl;

namespace Sockeye.Engine.Transport.Tls.OpenSsl;

/// <summary>TLS by libssl 3, on polling threads of our own.</summary>
internal sealed class OpenSslProvider(string version, TimeProvider time) : TlsProvider
{
    /// <inheritdoc/>
    public override string Name => "openssl";

    /// <inheritdoc/>
    public override string Version => version;

    /// <inheritdoc/>
    public override SocketSource Sockets => PolledSocketSource.Instance;

    /// <summary>See <see cref="SslConnection.DefaultRecordsPerKey"/>; tests make it small.</summary>
    internal long? RecordsPerKey { get; init; }

    /// <inheritdoc/>
    public override TlsServer CreateServer(TlsServerOptions options) => new OpenSslServer(options, time, RecordsPerKey);

    /// <inheritdoc/>
    public override TlsClient CreateClient(TlsClientOptions options) => new OpenSslClient(options, RecordsPerKey);
}
