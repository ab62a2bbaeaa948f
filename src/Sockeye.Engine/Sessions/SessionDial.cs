using System.Net;
using Sockeye.Core;
using Sockeye.Core.Net;
using Sockeye.Core.Routing;
using Sockeye.Engine.Authentication;
using Sockeye.Engine.Binding;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Outbounds;
using Sockeye.Engine.Routing;
using Sockeye.Engine.Udp;

namespace Sockeye.Engine.Sessions;

/// <summary>Route and dial for a session that is signed in: the one way out, for every protocol.</summary>
public static class SessionDial
{
    /// <summary>Routes and dials; what was decided and how long it took is noted on the session.</summary>
    public static ValueTask<DialResult> DialAsync(Session session, Router router, Destination destination)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(router);
        var outbound = Route(session, router, destination, out var user);
        var context = new DialContext(destination, user.Name);
        session.DialTimings = context.Timings;
        return outbound.ConnectAsync(context, session.Cancellation);
    }

    /// <summary>Routes as <see cref="DialAsync"/> does, and opens a port for a peer there: a user with an upstream binds at it, or not at all.</summary>
    internal static ValueTask<BindResult> BindAsync(Session session, Router router, Destination peer, IPAddress? local, BindOptions options)
    {
        var outbound = Route(session, router, peer, out var user);
        var context = new BindContext(peer, local, options, user.Name, new DialTimings());
        session.DialTimings = context.Timings;
        return outbound.BindAsync(context, session.Cancellation);
    }

    /// <summary>Routes datagrams and opens a way out for them: a user with an upstream sends through it, or not at all.</summary>
    internal static async ValueTask<(Outbound Outbound, AssociateResult Result)> AssociateAsync(Session session, Router router, Destination destination, UdpTally tally)
    {
        var outbound = Route(session, router, destination, out var user, Network.Udp);
        var context = new AssociateContext(user.Name, tally, new DialTimings());
        session.DialTimings = context.Timings;
        return (outbound, await outbound.AssociateAsync(context, session.Cancellation));
    }

    /// <summary>What the rules say about a destination now; nothing is noted.</summary>
    internal static Route Decide(Session session, Router router, Destination destination, Network network)
    {
        var user = session.User ?? throw new InvalidOperationException("A session dials only after its login.");
        return router.Decide(new RouteQuery(session.InboundTag, user.Name, user.Email, user.Upstream, network, destination));
    }

    private static Outbound Route(Session session, Router router, Destination destination, out User user, Network network = Network.Tcp)
    {
        var route = Decide(session, router, destination, network);
        user = session.User!;
        session.Outbound = route.Outbound.Tag;
        session.Rule = route.Decision.Rule;
        return route.Outbound;
    }
}
