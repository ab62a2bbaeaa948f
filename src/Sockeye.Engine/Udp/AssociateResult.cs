using System.Diagnostics.CodeAnalysis;
using Sockeye.Engine.Dialing;

namespace Sockeye.Engine.Udp;

/// <summary>A way out for datagrams, or the reason why there is none.</summary>
/// <param name="Channel">The way; whoever takes the result disposes it.</param>
/// <param name="Error">Why not.</param>
public readonly record struct AssociateResult(DatagramChannel? Channel, DialError? Error)
{
    /// <summary>Whether there is one.</summary>
    [MemberNotNullWhen(true, nameof(Channel))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsOpen => Channel is not null;

    /// <summary>Failure.</summary>
    public static AssociateResult Failed(DialStage stage, DialErrorKind kind, string message) => new(null, new DialError(stage, kind, message));
}
