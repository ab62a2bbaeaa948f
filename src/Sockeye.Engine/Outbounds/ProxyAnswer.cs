using System.Diagnostics.CodeAnalysis;
using System.Net;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Transport;

namespace Sockeye.Engine.Outbounds;

/// <summary>What a proxy's client achieved: a tunnel, or an error. The channel it worked on is still its caller's to dispose.</summary>
internal readonly record struct ProxyAnswer(DuplexChannel? Tunnel, IPEndPoint? Bound, DialError? Error)
{
    [MemberNotNullWhen(true, nameof(Tunnel))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsTunnel => Tunnel is not null;

    public static ProxyAnswer Failed(DialStage stage, DialErrorKind kind, string message) => new(null, null, new DialError(stage, kind, message));
}
