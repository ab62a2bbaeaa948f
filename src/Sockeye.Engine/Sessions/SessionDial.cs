using Sockeye.Core;
using Sockeye.Core.Net;
using Sockeye.Core.Routing;
using Sockeye.Engine.Dialing;
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
        var user = session.User ?? throw new InvalidOperationException("A session dials only after its login.");
        var route = router.Decide(new RouteQuery(session.InboundTag, user.Name, user.Email, user.Upstream, Network.Tcp, destination));
        session.Outbound = route.Outbound.Tag;
        session.Rule = route.Decision.Rule;
        var context = new DialContext(destination, user.Name);
        session.DialTimings = context.Timings;
        return route.Outbound.ConnectAsync(context, session.Cancellation);
    }
}
