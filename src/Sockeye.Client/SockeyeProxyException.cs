using Sockeye.Core.Socks5;

namespace Sockeye.Client;

/// <summary>A connection through the proxy did not come about. Never holds the password.</summary>
public sealed class SockeyeProxyException : IOException
{
    internal SockeyeProxyException(SockeyeProxyError error, string message, Exception? inner = null)
        : base(message, inner) => Error = error;

    internal SockeyeProxyException(Socks5ReplyCode code, string target)
        : base($"the proxy did not connect to {target}: {Describe(code)} (SOCKS5 reply {(byte)code:X2})")
    {
        Error = SockeyeProxyError.RequestRefused;
        ReplyCode = code;
    }

    /// <summary>The stage.</summary>
    public SockeyeProxyError Error { get; }

    /// <summary>The proxy's reply (RFC 1928 section 6), with <see cref="SockeyeProxyError.RequestRefused"/>; null otherwise.</summary>
    public Socks5ReplyCode? ReplyCode { get; }

    private static string Describe(Socks5ReplyCode code) => code switch
    {
        Socks5ReplyCode.NotAllowedByRuleset => "not allowed",
        Socks5ReplyCode.NetworkUnreachable => "network unreachable",
        Socks5ReplyCode.HostUnreachable => "host unreachable, or its name does not resolve",
        Socks5ReplyCode.ConnectionRefused => "connection refused",
        Socks5ReplyCode.TtlExpired => "timed out",
        Socks5ReplyCode.CommandNotSupported => "command not supported",
        Socks5ReplyCode.AddressTypeNotSupported => "address type not supported",
        _ => "general failure",
    };
}
