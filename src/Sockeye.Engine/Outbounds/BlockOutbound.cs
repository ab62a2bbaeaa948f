using Sockeye.Engine.Binding;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Udp;

namespace Sockeye.Engine.Outbounds;

/// <summary>The way out that is none: a rule that ends here refuses.</summary>
public sealed class BlockOutbound : Outbound
{
    /// <inheritdoc/>
    public override string Tag => "block";

    /// <inheritdoc/>
    public override ValueTask<DialResult> ConnectAsync(DialContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new(DialResult.Failed(DialStage.Route, DialErrorKind.NotAllowed, $"{context.Destination}: the route ends in \"block\""));
    }

    /// <inheritdoc/>
    public override ValueTask<BindResult> BindAsync(BindContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new(BindResult.Failed(DialStage.Route, DialErrorKind.NotAllowed, $"BIND for {context.Peer}: the route ends in \"block\""));
    }

    /// <inheritdoc/>
    public override ValueTask<AssociateResult> AssociateAsync(AssociateContext context, CancellationToken cancellationToken) =>
        new(AssociateResult.Failed(DialStage.Route, DialErrorKind.NotAllowed, "UDP: the route ends in \"block\""));
}
