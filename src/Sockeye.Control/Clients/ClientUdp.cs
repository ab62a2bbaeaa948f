namespace Sockeye.Control.Clients;

/// <summary>How a client carries UDP, where it does.</summary>
public enum ClientUdp
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>By one of the two formats inside its connection: UDP over TCP, or gost's command 0xF3.</summary>
    Tunnel,

    /// <summary>By SOCKS5 UDP ASSOCIATE (RFC 1928 section 7): as datagrams beside its connection.</summary>
    Associate,
}
