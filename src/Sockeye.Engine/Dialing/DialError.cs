using Sockeye.Core.Socks5;

namespace Sockeye.Engine.Dialing;

/// <summary>Why, and at which stage, an outgoing connection did not come about.</summary>
/// <param name="Stage">The stage that failed.</param>
/// <param name="Kind">What failed.</param>
/// <param name="Message">For the operator: one line, no secret, whatever a peer sent already escaped.</param>
public sealed record DialError(DialStage Stage, DialErrorKind Kind, string Message)
{
    /// <summary>The reply code of an upstream SOCKS5 proxy that refused; null otherwise.</summary>
    public Socks5ReplyCode? UpstreamReply { get; init; }

    /// <summary>The status of an upstream HTTP proxy that refused; null otherwise.</summary>
    public int? UpstreamStatus { get; init; }
}
