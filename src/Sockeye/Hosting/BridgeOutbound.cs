using Microsoft.Extensions.Logging;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Outbounds;
using Sockeye.Engine.Transport.Tls;
using Sockeye.Engine.Udp;

namespace Sockeye.Hosting;

/// <summary>The bridge's one way out: its server, as an upstream of the engine.</summary>
internal static class BridgeOutbound
{
    /// <summary>The outbound's tag; messages read "upstream server (host:port) …".</summary>
    public const string Tag = "server";

    // Above what follows, so that the client is told the reason: 3 s for a ready connection that turns out dead, the time
    // to reach the server, and the 10 s that the server gives a target.
    private static readonly TimeSpan DialLimit = TimeSpan.FromSeconds(25);

    // As long as the server gives a target: programs wait for half a minute, some for 20 s only.
    private static readonly TimeSpan ReachLimit = TimeSpan.FromSeconds(10);

    /// <summary>Makes it.</summary>
    /// <exception cref="TlsConfigurationException">TLS of the kind asked for, or the authority, cannot be used.</exception>
    public static UpstreamOutbound Create(UpstreamOptions options, TlsProvider tls, UdpBinder udp, TimeProvider time, ILogger logger) => new(
        options with { Udp = options.UsesTls ? UpstreamUdp.Tunnel : UpstreamUdp.Auto, ReachTimeout = ReachLimit }, // nothing goes beside TLS
        new TcpDialer(new DialOptions { DialTimeout = DialLimit }, new NameResolver(new NameResolverOptions(), time), time, tls.Sockets),
        tls,
        udp,
        logger);

    /// <summary>The kind of TLS, with what this system must be told before the first handshake.</summary>
    public static TlsProvider SelectTls(TlsKind kind, TimeProvider time)
    {
        PlatformTls.Prepare();
        return TlsProviders.Select(kind, time, out _);
    }
}
