namespace Sockeye.Control.Clients;

/// <summary>How a client comes to the server.</summary>
public enum ClientWay
{
    /// <summary>Straight to the port as an HTTP proxy: CONNECT over TLS.</summary>
    Http,

    /// <summary>Straight to the port with SOCKS5 over TLS.</summary>
    Socks5,

    /// <summary>By the local bridge, <c>sockeye connect</c>, since the client speaks neither over TLS.</summary>
    Bridge,
}
