namespace Sockeye.Core.Net;

/// <summary>How a proxy is spoken to.</summary>
public enum ProxyScheme
{
    /// <summary>SOCKS5 in the clear (<c>socks5</c>).</summary>
    Socks5,

    /// <summary>SOCKS5 inside TLS (<c>socks5s</c>).</summary>
    Socks5Tls,

    /// <summary>HTTP CONNECT in the clear (<c>http</c>).</summary>
    Http,

    /// <summary>HTTP CONNECT inside TLS (<c>https</c>).</summary>
    HttpTls,
}
