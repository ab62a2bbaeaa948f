using System.Net;
using Sockeye.Engine.Binding;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Transport;
using Sockeye.Engine.Udp;

namespace Sockeye.Engine.Outbounds;

/// <summary>Straight to the destination, past the guard.</summary>
public sealed class DirectOutbound(TcpDialer dialer, NetworkGuard guard, TcpBinder binder, UdpBinder udp) : Outbound
{
    /// <inheritdoc/>
    public override string Tag => "direct";

    /// <inheritdoc/>
    public override async ValueTask<DialResult> ConnectAsync(DialContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var limit = dialer.StartLimit(cancellationToken, context.Limit);
        var result = await dialer.ConnectAsync(context.Destination, guard, context.FairnessKey, context.Timings, limit);
        return result.IsConnected
            ? DialResult.Connected(new SocketChannel(result.Port), result.Port.LocalEndPoint)
            : DialResult.Failed(result.Error);
    }

    /// <inheritdoc/>
    public override async ValueTask<BindResult> BindAsync(BindContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Peer.Address is { } anybody && (anybody.Equals(IPAddress.Any) || anybody.Equals(IPAddress.IPv6Any)))
        {
            return binder.Open(context, []);
        }

        using var limit = dialer.StartLimit(cancellationToken);
        var resolved = await dialer.ResolveAsync(context.Peer, context.FairnessKey, context.Timings, limit);
        if (!resolved.IsResolved) return new(null, resolved.Error);

        // Who may not be dialled may not come in: a port that would wait for nobody else is refused at once.
        var permitted = resolved.Addresses.Where(address => guard.Check(address).IsAllowed).ToList();
        return permitted.Count > 0
            ? binder.Open(context, permitted)
            : BindResult.Failed(DialStage.Guard, DialErrorKind.NotAllowed, $"BIND for {context.Peer}: {guard.Check(resolved.Addresses[0]).Reason}");
    }

    /// <inheritdoc/>
    public override ValueTask<AssociateResult> AssociateAsync(AssociateContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return udp.OpenOutgoing(context.FairnessKey, out var error) is { } port
            ? new(new AssociateResult(new DirectDatagramChannel(port, guard, dialer, context), null))
            : new(new AssociateResult(null, error));
    }
}
