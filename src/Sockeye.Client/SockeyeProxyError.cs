namespace Sockeye.Client;

/// <summary>At which stage an opening failed.</summary>
public enum SockeyeProxyError
{
    /// <summary>The proxy's name did not resolve, or no connection to it came about.</summary>
    NotReachable,

    /// <summary>The TLS handshake failed, or the certificate is not the expected one.</summary>
    Tls,

    /// <summary>The proxy refused the login, or wants one where none was given.</summary>
    LoginRefused,

    /// <summary>The proxy did not open the connection; <see cref="SockeyeProxyException.ReplyCode"/> says why.</summary>
    RequestRefused,

    /// <summary>The proxy closed the connection, or answered what is not SOCKS5.</summary>
    Protocol,

    /// <summary><see cref="SockeyeProxyOptions.ConnectTimeout"/> passed.</summary>
    TimedOut,
}
