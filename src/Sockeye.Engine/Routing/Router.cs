using Sockeye.Core.Routing;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Outbounds;

namespace Sockeye.Engine.Routing;

/// <summary>Rules and outbounds that belong together: one immutable snapshot.</summary>
/// <param name="Routes">The rules.</param>
/// <param name="Outbounds">Every outbound that they, users and the default may name.</param>
public sealed record RoutingSnapshot(RouteTable Routes, OutboundTable Outbounds);

/// <summary>Chooses the way out. A reload is one swap; a session keeps the decision that it was given.</summary>
public sealed class Router(RoutingSnapshot initial)
{
    private volatile RoutingSnapshot _snapshot = initial;

    /// <summary>The present snapshot.</summary>
    public RoutingSnapshot Snapshot => _snapshot;

    /// <summary>Puts another snapshot into service.</summary>
    public void Replace(RoutingSnapshot snapshot) => _snapshot = snapshot;

    /// <summary>Which rule decides, and the outbound that it names. An outbound that does not exist fails closed.</summary>
    public Route Decide(RouteQuery query)
    {
        var snapshot = _snapshot;
        var decision = snapshot.Routes.Decide(query);
        var outbound = snapshot.Outbounds.Find(decision.Outbound)
            ?? new UnavailableOutbound(decision.Outbound, $"no outbound is called \"{decision.Outbound}\"");
        return new Route(decision, outbound);
    }
}

/// <summary>A decision with the outbound that it means.</summary>
/// <param name="Decision">Which rule, and why.</param>
/// <param name="Outbound">The way out.</param>
public sealed record Route(RouteDecision Decision, Outbound Outbound);
