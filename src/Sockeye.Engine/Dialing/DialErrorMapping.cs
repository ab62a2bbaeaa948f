using Sockeye.Core.Socks5;

namespace Sockeye.Engine.Dialing;

/// <summary>What a client is told about a dial that failed: the one place where a <see cref="DialError"/> becomes a code of a protocol.</summary>
public static class DialErrorMapping
{
    /// <summary>The reply code (RFC 1928 section 6). An upstream SOCKS proxy's own code is passed on as it came.</summary>
    public static Socks5ReplyCode ToReplyCode(DialError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return error.Kind switch
        {
            DialErrorKind.NotAllowed => Socks5ReplyCode.NotAllowedByRuleset,
            DialErrorKind.NetworkUnreachable => Socks5ReplyCode.NetworkUnreachable,
            DialErrorKind.NameNotResolved or DialErrorKind.HostUnreachable => Socks5ReplyCode.HostUnreachable,
            DialErrorKind.ConnectionRefused => Socks5ReplyCode.ConnectionRefused,
            DialErrorKind.TimedOut => Socks5ReplyCode.TtlExpired,
            DialErrorKind.NotSupported => Socks5ReplyCode.CommandNotSupported,
            DialErrorKind.UpstreamRefused => OfUpstream(error),
            _ => Socks5ReplyCode.GeneralFailure,
        };
    }

    /// <summary>
    /// The status (RFC 9110 section 15). A refusal of the upstream's, its 407 too, is a 502: the client can do nothing
    /// about the credentials that the operator gave us.
    /// </summary>
    public static int ToHttpStatus(DialError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return error.Kind switch
        {
            DialErrorKind.NotAllowed => 403,
            DialErrorKind.LimitReached => 503,
            DialErrorKind.TimedOut => 504,
            _ => 502,
        };
    }

    private static Socks5ReplyCode OfUpstream(DialError error) => (error.UpstreamReply, error.UpstreamStatus) switch
    {
        // A refusal must not read as a success, whatever the upstream meant by it.
        (not null and not Socks5ReplyCode.Succeeded, _) => error.UpstreamReply.Value,
        (_, 403) => Socks5ReplyCode.NotAllowedByRuleset,
        (_, 502 or 503) => Socks5ReplyCode.HostUnreachable,
        (_, 504) => Socks5ReplyCode.TtlExpired,
        _ => Socks5ReplyCode.GeneralFailure,
    };
}
