using Sockeye.Engine.Binding;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Udp;

namespace Sockeye.Engine.Outbounds;

/// <summary>
/// Stands in for an outbound that cannot be had (unknown, disabled, its secret unreadable), so that what is routed to
/// it fails closed and says why.
/// </summary>
/// <param name="tag">The tag of the outbound that it stands in for.</param>
/// <param name="why">Why it cannot be had, for the operator: one line without secrets.</param>
public sealed class UnavailableOutbound(string tag, string why) : Outbound
{
    /// <inheritdoc/>
    public override string Tag => tag;

    /// <inheritdoc/>
    public override ValueTask<DialResult> ConnectAsync(DialContext context, CancellationToken cancellationToken) =>
        new(DialResult.Failed(Error));

    /// <inheritdoc/>
    public override ValueTask<BindResult> BindAsync(BindContext context, CancellationToken cancellationToken) => new(new BindResult(null, Error));

    /// <inheritdoc/>
    public override ValueTask<AssociateResult> AssociateAsync(AssociateContext context, CancellationToken cancellationToken) =>
        new(new AssociateResult(null, Error));

    private DialError Error => new(DialStage.Route, DialErrorKind.OutboundUnavailable, $"outbound \"{tag}\" cannot be had: {why}");
}
