using System.Net;
using Sockeye.Core;
using Sockeye.Core.Net;
using Sockeye.Core.Routing;
using Sockeye.Engine.Authentication;
using Sockeye.Engine.Binding;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Outbounds;
using Sockeye.Engine.Routing;

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

    private static Outbound Route(Session session, Router router, Destination destination, out User user)
    {
        user = session.User ?? throw new InvalidOperationException("A session dials only after its login.");
        var route = router.Decide(new RouteQuery(session.InboundTag, user.Name, user.Email, user.Upstream, Network.Tcp, destination));
        session.Outbound = route.Outbound.Tag;
        session.Rule = route.Decision.Rule;
        return route.Outbound;
    }
}
