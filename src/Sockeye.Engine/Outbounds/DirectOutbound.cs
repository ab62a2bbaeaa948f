using System.Net;
using System.Net.Sockets;
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
            ? DialResult.Connected(new SocketChannel(result.Socket), BoundEndPoint(result.Socket))
            : DialResult.Failed(result.Error);
    }

    private static IPEndPoint? BoundEndPoint(Socket socket)
    {
        IPEndPoint? local;
        try
        {
            local = socket.LocalEndPoint as IPEndPoint;
        }
        catch (SocketException)
        {
            // Reset already: the channel will say so, and a client that is told a zero address loses nothing by it.
            return null;
        }

        return local is { Address.IsIPv4MappedToIPv6: true } ? new IPEndPoint(local.Address.MapToIPv4(), local.Port) : local;
    }
}
