using Sockeye.Engine.Dialing;
using Sockeye.Engine.Transport;

namespace Sockeye.Engine.Outbounds;

/// <summary>Straight to the destination, past the guard.</summary>
public sealed class DirectOutbound(TcpDialer dialer, NetworkGuard guard) : Outbound
{
    /// <inheritdoc/>
    public override string Tag => "direct";

    /// <inheritdoc/>
    public override async ValueTask<DialResult> ConnectAsync(DialContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var result = await dialer.ConnectAsync(context.Destination, guard, context.FairnessKey, context.Timings, cancellationToken);
        return result.IsConnected
            ? DialResult.Connected(new SocketChannel(result.Port), result.Port.LocalEndPoint)
            : DialResult.Failed(result.Error);
    }
}
