namespace Sockeye.Engine.Inbounds;

/// <summary>What an inbound speaks; both may share a port, told apart by the first byte.</summary>
[Flags]
public enum InboundProtocols
{
    /// <summary>Nothing: a fault of the configuration.</summary>
    None = 0,

    /// <summary>SOCKS5 with username and password (RFC 1928, RFC 1929).</summary>
    Socks5 = 1,

    /// <summary>HTTP CONNECT and absolute-form requests (RFC 9110 section 9.3.6, RFC 9112 section 3.2.2).</summary>
    Http = 2,
}
