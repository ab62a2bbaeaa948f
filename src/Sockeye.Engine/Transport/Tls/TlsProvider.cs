using Sockeye.Engine.Transport.Sockets;

namespace Sockeye.Engine.Transport.Tls;

/// <summary>
/// A kind of data plane: libssl 3 on polling threads of our own, or SslStream on System.Net.Sockets. Chosen once at start.
/// </summary>
public abstract class TlsProvider
{
    /// <summary>The kind's name as configuration and logs have it: <c>openssl</c> or <c>sslstream</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What stands behind the name, as in <c>OpenSSL 3.0.19</c>.</summary>
    public abstract string Version { get; }

    /// <summary>The sockets that belong to it.</summary>
    public abstract SocketSource Sockets { get; }

    /// <summary>Prepares a listening port's TLS. Throws <see cref="TlsConfigurationException"/> for a certificate or key that cannot be used.</summary>
    public abstract TlsServer CreateServer(TlsServerOptions options);

    /// <summary>Prepares TLS to an upstream. Throws <see cref="TlsConfigurationException"/> for an authority that cannot be used.</summary>
    public abstract TlsClient CreateClient(TlsClientOptions options);
}
