namespace Sockeye.Core.Routing;

/// <summary>
/// All rules: an immutable snapshot, replaced as a whole. The rules are asked from top to bottom, then the user's own
/// upstream, then the default.
/// </summary>
public sealed class RouteTable(IReadOnlyList<RouteRule> rules, string defaultOutbound)
{
    // One decision a rule, made once: deciding allocates only for a user's own upstream.
    private readonly (RouteRule Rule, RouteDecision Decision)[] _rules =
        [.. rules.Select(r => (r, new RouteDecision(r.Outbound, r.Name, r.Describe())))];

    private readonly RouteDecision _default = new(
        defaultOutbound,
        RouteDecision.DefaultRule,
        "no rule holds and the user has no upstream of his own");

    /// <summary>No rules: everybody's own upstream, else direct.</summary>
    public static RouteTable Empty { get; } = new([], WellKnownOutbounds.Direct);

    /// <summary>The rules from top to bottom.</summary>
    public IEnumerable<RouteRule> Rules => _rules.Select(r => r.Rule);

    /// <summary>Where nothing else decides.</summary>
    public string DefaultOutbound => _default.Outbound;

    /// <summary>Decides; total, and always the same for the same query.</summary>
    public RouteDecision Decide(RouteQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        foreach (var (rule, decision) in _rules)
        {
            if (rule.Holds(query))
            {
                return decision;
            }
        }

        return query.UserUpstream is { } upstream
            ? new RouteDecision(upstream, RouteDecision.UserRule, "no rule holds and the user has this upstream of his own")
            : _default;
    }
}
