using System.Net;
using System.Net.Sockets;
using Sockeye.Core.Net;
using Sockeye.Engine.Authentication;
using Sockeye.Engine.Binding;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Transport.Sockets;

namespace Sockeye.Engine.Udp;

/// <summary>Opens UDP sockets on this machine, a bounded number for each user.</summary>
/// <param name="sockets">Where they come from.</param>
public sealed class UdpBinder(SocketSource sockets)
{
    /// <summary>
    /// Associations of one user at once. 256: clients of the tunnels open one for each socket of each program, and a browser
    /// on a large page has dozens.
    /// </summary>
    internal const int MaximumAssociationsEachUser = 256;

    /// <summary>UDP sockets of one user at once: one for each association's way out, one more for each of the plain form.</summary>
    internal const int MaximumSocketsEachUser = 512;

    private static readonly IPEndPoint Everywhere =
        new(Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, 0);

    private readonly UserQuota _ports = new(MaximumSocketsEachUser);

    /// <summary>The places for associations.</summary>
    internal UserQuota Associations { get; } = new(MaximumAssociationsEachUser);

    /// <summary>A socket towards targets of either family.</summary>
    internal DatagramPort? OpenOutgoing(string user, out DialError? error) => Open(Everywhere, user, out error);

    /// <summary>A socket on an address, on one of these ports or any.</summary>
    internal DatagramPort? Open(IPAddress address, PortRange? ports, string user, out DialError? error)
    {
        if (ports is not { } range) return Open(new(address, 0), user, out error);
        for (var tries = new PortTries(range); ;)
        {
            var port = Open(new(address, tries.Next()), user, out error, out var failure);
            if (failure != SocketError.AddressAlreadyInUse) return port;
            if (tries.AreLeft) continue;
            error = new DialError(DialStage.Connect, DialErrorKind.LimitReached, $"no port of {range} is free for UDP");
            return null;
        }
    }

    private DatagramPort? Open(IPEndPoint local, string user, out DialError? error) => Open(local, user, out error, out _);

    private DatagramPort? Open(IPEndPoint local, string user, out DialError? error, out SocketError failure)
    {
        failure = SocketError.Success;
        if (!_ports.TryTake(user))
        {
            error = new DialError(DialStage.Connect, DialErrorKind.LimitReached, $"{MaximumSocketsEachUser} UDP sockets of this user are open already");
            return null;
        }

        if (sockets.OpenDatagram(local, out failure) is { } port)
        {
            port.Closed = () => _ports.Release(user);
            error = null;
            return port;
        }

        _ports.Release(user);
        error = new DialError(DialStage.Connect, DialErrorKind.LimitReached, $"no UDP socket could be opened on {local}: {SocketErrorMapping.Describe(failure)}");
        return null;
    }
}
