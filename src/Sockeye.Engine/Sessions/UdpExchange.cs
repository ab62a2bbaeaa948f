using System.Net;
using Sockeye.Core;
using Sockeye.Core.Net;
using Sockeye.Core.Socks5;
using Sockeye.Core.UdpTunnel;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Inbounds;
using Sockeye.Engine.Outbounds;
using Sockeye.Engine.Relaying;
using Sockeye.Engine.Transport;
using Sockeye.Engine.Udp;

namespace Sockeye.Engine.Sessions;

/// <summary>
/// UDP between the request and the relay, whichever form was asked for: a way out, the client's side, the reply. A user
/// whose route carries no datagrams is told so here.
/// </summary>
internal sealed class UdpExchange(Session session, SessionServices services, InboundConversation conversation, DuplexChannel client, SessionInput input, UdpOptions options)
{
    private readonly UdpTally _tally = new(services.Metrics.Udp);

    private string User => session.User!.Name;

    /// <summary>The relay; null where there is none, the client was told why, and the session's reason is set.</summary>
    public async ValueTask<ISessionRelay?> RunAsync(InboundRequest request)
    {
        session.Enter(SessionStage.Dial);
        session.Datagrams = _tally;
        if (!services.Udp.Associations.TryTake(User))
        {
            return await RefuseAsync(new DialError(
                DialStage.Route, DialErrorKind.LimitReached, $"{services.Udp.Associations.Maximum} UDP associations of this user are open already"));
        }

        ISessionRelay? relay = null;
        try
        {
            relay = await OpenAsync(request);
            return relay;
        }
        finally
        {
            if (relay is null) services.Udp.Associations.Release(User);
        }
    }

    private async ValueTask<ISessionRelay?> OpenAsync(InboundRequest request)
    {
        var (outbound, result) = await SessionDial.AssociateAsync(session, services.Router, request.Destination, _tally);
        if (!result.IsOpen) return await RefuseAsync(result.Error);
        var path = result.Channel;
        DatagramChannel? side = null;
        try
        {
            side = request.Command == Socks5Command.UdpAssociate
                ? await OpenPlainAsync()
                : await OpenTunnelAsync(request, path.LocalEndPoint);
            return side is null ? null : RelayFor(side, outbound, path);
        }
        finally
        {
            if (side is null) await path.DisposeAsync();
        }
    }

    private UdpRelay RelayFor(DatagramChannel side, Outbound outbound, DatagramChannel path)
    {
        var user = User;
        services.Metrics.Udp.Begin();
        return new UdpRelay(
            session,
            side,
            _tally,
            opened =>
            {
                var paths = new UdpPaths(session, services.Router, services.Authenticator, _tally) { Opened = opened };
                paths.Add(outbound, path);
                return paths;
            },
            () =>
            {
                services.Metrics.Udp.End();
                services.Udp.Associations.Release(user);
            });
    }

    /// <summary>RFC 1928 section 7: a UDP port beside the connection, bound where the client reached us.</summary>
    private async ValueTask<DatagramChannel?> OpenPlainAsync()
    {
        var local = client.LocalEndPoint?.Address;

        // Behind a balancer the client's datagrams come by another way than its connection.
        var isDirect = local is not null && client.RemoteEndPoint?.Address.Equals(session.ClientEndPoint.Address) == true;
        var address = isDirect ? local! : AnyOf(session.ClientEndPoint.Address);
        if (services.Udp.Open(address, options.Ports, User, out var error) is not { } port)
        {
            await RefuseAsync(error!);
            return null;
        }

        input.Release(); // nothing follows on the connection
        var told = Advertised(address) ?? local ?? port.LocalEndPoint.Address;
        await conversation.AcceptRequestAsync(new IPEndPoint(told, port.LocalEndPoint.Port));
        return Socks5DatagramChannel.ForClient(port, client, session.ClientEndPoint.Address, _tally);
    }

    private async ValueTask<DatagramChannel?> OpenTunnelAsync(InboundRequest request, IPEndPoint? path)
    {
        // The address that the client knows us by, with the port that its targets see.
        await conversation.AcceptRequestAsync(path is null || client.LocalEndPoint is not { } local ? null : new(local.Address, path.Port));
        if (request.Command == Socks5Command.UdpTunnel) return Tunnel(DatagramFraming.UdpTun);
        if (ReservedUdpNames.IsVersion1(request.Destination)) return Tunnel(DatagramFraming.UdpOverTcp);

        session.Enter(SessionStage.Request);
        var (status, asked) = await input.ReadAsync<UdpOverTcpRequest>(UdpOverTcpRequest.Parse);
        if (status != ParseStatus.Done)
        {
            session.Conclude(status == ParseStatus.NeedMore ? input.EndReason : SessionEndReason.MalformedRequest);
            return null;
        }

        if (!asked.IsConnected) return Tunnel(DatagramFraming.UdpOverTcp);
        session.Destination = asked.Destination;
        return Tunnel(DatagramFraming.Connected, asked.Destination);
    }

    private StreamDatagramChannel Tunnel(DatagramFraming framing, Destination peer = default)
    {
        var channel = new StreamDatagramChannel(client, ownsStream: false, framing, peer, input.ReadAhead, _tally);
        input.Release();
        return channel;
    }

    private async ValueTask<ISessionRelay?> RefuseAsync(DialError error)
    {
        await DialRefusal.TellAsync(session, services, conversation, error);
        return null;
    }

    // An address of the other family would not reach the socket.
    private IPAddress? Advertised(IPAddress bound) => options.Advertise is { } told && told.AddressFamily == bound.AddressFamily ? told : null;

    private static IPAddress AnyOf(IPAddress address) =>
        address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;
}
