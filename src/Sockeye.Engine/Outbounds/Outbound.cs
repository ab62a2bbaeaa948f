using Sockeye.Engine.Binding;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Udp;

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

    /// <summary>
    /// Opens a port where a peer comes in (BIND). Never throws for what a peer or the network does. An outbound that has
    /// no BIND refuses; none is ever opened elsewhere instead.
    /// </summary>
    public virtual ValueTask<BindResult> BindAsync(BindContext context, CancellationToken cancellationToken) =>
        new(BindResult.Failed(DialStage.Route, DialErrorKind.NotSupported, $"outbound \"{Tag}\" has no BIND"));

    /// <summary>
    /// Opens a way out for datagrams. Never throws for what a peer or the network does. An outbound that carries none
    /// refuses; none is ever sent elsewhere instead.
    /// </summary>
    public virtual ValueTask<AssociateResult> AssociateAsync(AssociateContext context, CancellationToken cancellationToken) =>
        new(AssociateResult.Failed(DialStage.Route, DialErrorKind.NotSupported, $"outbound \"{Tag}\" carries no UDP"));
}
