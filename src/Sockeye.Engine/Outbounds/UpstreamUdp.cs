namespace Sockeye.Engine.Outbounds;

/// <summary>How a SOCKS5 upstream is asked to carry UDP. An HTTP proxy carries none.</summary>
public enum UpstreamUdp
{
    /// <summary>
    /// What the upstream has: with TLS first inside the connection (command 0xF3), without TLS first UDP ASSOCIATE; then the
    /// other. With TLS the second travels outside it, which is logged.
    /// </summary>
    Auto,

    /// <summary>Inside the connection only, so that with TLS no datagram travels outside it.</summary>
    Tunnel,

    /// <summary>UDP ASSOCIATE only (RFC 1928 section 7).</summary>
    Plain,

    /// <summary>Not at all.</summary>
    None,
}
