using Sockeye.Engine.Dialing;

namespace Sockeye.Engine.Inbounds;

/// <summary>The sentence on an error page: enough for the user to go on, nothing about the inside of the network.</summary>
public static class HttpRefusalText
{
    /// <summary>One sentence for a failed dial.</summary>
    public static string For(DialError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return error.Kind switch
        {
            DialErrorKind.NotAllowed => "This target is not allowed.",
            DialErrorKind.OutboundUnavailable => "The way out that is set for you cannot be had now.",
            DialErrorKind.NameNotResolved => "The target's name does not resolve.",
            DialErrorKind.HostUnreachable or DialErrorKind.NetworkUnreachable => "The target cannot be reached.",
            DialErrorKind.ConnectionRefused => "The target refused the connection.",
            DialErrorKind.TimedOut => "The target did not answer in time.",
            DialErrorKind.LimitReached => "The proxy is at a limit; try again in a moment.",
            _ => "The upstream proxy did not open the connection.",
        };
    }
}
