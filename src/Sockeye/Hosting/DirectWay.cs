using System.Net;
using Sockeye.Control.Configuration;
using Sockeye.Engine.Binding;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Outbounds;
using Sockeye.Engine.Transport.Sockets;
using Sockeye.Engine.Udp;

namespace Sockeye.Hosting;

/// <summary>The dialer, the guard and the direct outbound that a configuration asks for.</summary>
/// <remarks>A reload that changes nothing of it keeps it, and with it the UDP sockets of open associations.</remarks>
internal sealed class DirectWay
{
    private readonly SockeyeOptions _options;

    public DirectWay(
        SockeyeOptions options, INameResolver resolver, IOwnAddressSource ownAddresses, IReadOnlyList<IPEndPoint> protectedEndPoints, SocketSource sockets, UdpBinder udp, TimeProvider time)
    {
        _options = options;
        Dialer = new TcpDialer(new DialOptions { DialTimeout = options.Timeouts.Dial }, resolver, time, sockets);
        var guard = new NetworkGuard(
            new GuardOptions { AllowPrivateNetworks = options.Guard.AllowPrivateNetworks, ProtectedEndPoints = protectedEndPoints }, ownAddresses);
        Outbound = new DirectOutbound(Dialer, guard, new TcpBinder(sockets, guard, time), udp);
    }

    /// <summary>Dials for upstreams too.</summary>
    public TcpDialer Dialer { get; }

    /// <summary>Straight to the target, past the guard.</summary>
    public DirectOutbound Outbound { get; }

    /// <summary>Whether this is what these options ask for as well.</summary>
    public bool Fits(SockeyeOptions options) =>
        options.Timeouts.Dial == _options.Timeouts.Dial
        && options.Guard.AllowPrivateNetworks.SequenceEqual(_options.Guard.AllowPrivateNetworks);
}
