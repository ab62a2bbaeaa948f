using System.Net;
using System.Net.Sockets;
using Sockeye.Core.Net;
using Sockeye.Engine.Authentication;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Transport.Sockets;

namespace Sockeye.Engine.Binding;

/// <summary>Opens listening ports for BIND on this machine, a bounded number for each user.</summary>
/// <param name="sockets">Where they come from.</param>
/// <param name="guard">Whose rules hold for peers too: who may not be dialled may not come in either.</param>
/// <param name="time">For the time limit.</param>
public sealed class TcpBinder(SocketSource sockets, NetworkGuard guard, TimeProvider time)
{
    /// <summary>Ports that wait at once for one user: a transfer needs one.</summary>
    internal const int MaximumPortsEachUser = 16;

    // One peer is waited for; a second one in the queue is one that was not asked for.
    private const int Backlog = 4;

    private readonly UserQuota _ports = new(MaximumPortsEachUser);

    /// <summary>Listens for the peer of <paramref name="context"/>, whose addresses are <paramref name="expected"/> (empty: anybody).</summary>
    internal BindResult Open(BindContext context, IReadOnlyList<IPAddress> expected)
    {
        if (!_ports.TryTake(context.FairnessKey))
        {
            return BindResult.Failed(DialStage.Connect, DialErrorKind.LimitReached, $"{MaximumPortsEachUser} ports of this user wait for their peers already");
        }

        try
        {
            var peer = expected.Count > 0 ? expected[0] : null;
            var announced = context.Options.Advertise ?? AddressTowards(peer, context.Local);
            var family = (peer ?? announced).AddressFamily;
            var socket = Listen(family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, context.Options.Ports);
            return new(new TcpBoundPort(this, context, socket, new(announced, socket.EndPoint.Port), expected, guard, time), null);
        }
        catch (SocketException error)
        {
            Release(context.FairnessKey);
            var ports = context.Options.Ports is { } range ? $" of {range}" : "";
            return BindResult.Failed(DialStage.Connect, DialErrorKind.LimitReached, $"no port{ports} could be listened on: {error.SocketErrorCode}");
        }
        catch
        {
            Release(context.FairnessKey);
            throw;
        }
    }

    internal void Release(string user) => _ports.Release(user);

    /// <summary>Where the client reached us, or, for a peer of the other family, the address that this machine would use towards it.</summary>
    private static IPAddress AddressTowards(IPAddress? peer, IPAddress? local)
    {
        if (local is not null && (peer is null || peer.AddressFamily == local.AddressFamily)) return local;
        if (peer is null) return IPAddress.Any;
        try
        {
            // Connecting a datagram socket asks the routes and sends nothing.
            using var probe = new Socket(peer.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            probe.Connect(peer, 9);
            return ((IPEndPoint)probe.LocalEndPoint!).Address;
        }
        catch (SocketException)
        {
            return peer.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;
        }
    }

    private SocketListener Listen(IPAddress any, PortRange? ports)
    {
        if (ports is not { } range) return sockets.Listen(new(any, 0), Backlog);
        for (var tries = new PortTries(range); ;)
        {
            try
            {
                return sockets.Listen(new(any, tries.Next()), Backlog);
            }
            catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressAlreadyInUse && tries.AreLeft)
            {
            }
        }
    }
}
