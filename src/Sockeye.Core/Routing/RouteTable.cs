namespace Sockeye.Core.Routing;

/// <summary>
/// All rules: an immutable snapshot, replaced as a whole. The rules are asked from top to bottom, then the user's own
/// upstream, then the default.
/// </summary>
public sealed class RouteTable
{
    private readonly RouteRule[] _rules;
    private readonly RouteIndex _index;

    // One decision a rule, made once: deciding allocates only for a user's own upstream.
    private readonly RouteDecision[] _decisions;
    private readonly RouteDecision _default;

    /// <summary>A table of these rules, from top to bottom.</summary>
    public RouteTable(IReadOnlyList<RouteRule> rules, string defaultOutbound)
    {
        _rules = [.. rules];
        _index = new RouteIndex(_rules);
        _decisions = Array.ConvertAll(_rules, rule => new RouteDecision(rule.Outbound, rule.Name, rule.Describe()));
        _default = new RouteDecision(defaultOutbound, RouteDecision.DefaultRule, "no rule holds and the user has no upstream of his own");
    }

    /// <summary>No rules: everybody's own upstream, else direct.</summary>
    public static RouteTable Empty { get; } = new([], WellKnownOutbounds.Direct);

    /// <summary>The rules from top to bottom.</summary>
    public IEnumerable<RouteRule> Rules => _rules;

    /// <summary>Where nothing else decides.</summary>
    public string DefaultOutbound => _default.Outbound;

    /// <summary>Decides; total, and always the same for the same query.</summary>
    public RouteDecision Decide(RouteQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (_index.FindFirst(query) is { } position)
        {
            return _decisions[position];
        }

        return query.UserUpstream is { } upstream
            ? new RouteDecision(upstream, RouteDecision.UserRule, "no rule holds and the user has this upstream of his own")
            : _default;
    }
}
