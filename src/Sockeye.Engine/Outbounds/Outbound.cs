using Sockeye.Engine.Dialing;

namespace Sockeye.Engine.Outbounds;

/// <summary>A way out: direct, block, or an upstream proxy. Immutable, and shared by all sessions.</summary>
public abstract class Outbound
{
    /// <summary>The name that rules and the access log use.</summary>
    public abstract string Tag { get; }

    /// <summary>
    /// Opens a connection to the destination. Never throws for what a peer or the network does; cancellation
    /// completes with <see cref="DialErrorKind.Aborted"/>. The dial limit is applied inside.
    /// </summary>
    public abstract ValueTask<DialResult> ConnectAsync(DialContext context, CancellationToken cancellationToken);
}
