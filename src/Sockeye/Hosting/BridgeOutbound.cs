using Sockeye.Engine.Dialing;
using Sockeye.Engine.Outbounds;
using Sockeye.Engine.Transport.Tls;

namespace Sockeye.Hosting;

/// <summary>The bridge's one way out: its server, as an upstream of the engine.</summary>
internal static class BridgeOutbound
{
    /// <summary>The outbound's tag; messages read "upstream server (host:port) …".</summary>
    public const string Tag = "server";

    // Above the 10 s that the server gives a target, so that the client is told the server's reason and not ours.
    private static readonly TimeSpan DialLimit = TimeSpan.FromSeconds(25);

    /// <summary>Makes it.</summary>
    /// <exception cref="TlsConfigurationException">TLS of the kind asked for, or the authority, cannot be used.</exception>
    public static UpstreamOutbound Create(UpstreamOptions options, TlsProvider tls, TimeProvider time) => new(
        options,
        new TcpDialer(new DialOptions { DialTimeout = DialLimit }, new NameResolver(new NameResolverOptions(), time), time, tls.Sockets),
        tls);

    /// <summary>The kind of TLS, with what this system must be told before the first handshake.</summary>
    public static TlsProvider SelectTls(TlsKind kind, TimeProvider time)
    {
        PlatformTls.Prepare();
        return TlsProviders.Select(kind, time, out _);
    }
}
