using Sockeye.Core.Routing;

namespace Sockeye.Control.Configuration;

/// <summary>Makes the table that the data plane asks, from the options.</summary>
public static class RouteTableBuilder
{
    /// <summary>A table with the rules in their order.</summary>
    public static RouteTable Build(RoutingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new RouteTable([.. options.Rules.Select(Rule)], options.Default);
    }

    private static RouteRule Rule(RuleOptions rule)
    {
        var conditions = new List<RouteCondition>();
        if (rule.Inbounds.Count > 0)
        {
            conditions.Add(new InboundCondition(rule.Inbounds));
        }

        if (rule.Users.Count > 0)
        {
            conditions.Add(new UserCondition(rule.Users));
        }

        if (rule.Networks.Count > 0)
        {
            conditions.Add(new NetworkCondition(rule.Networks));
        }

        return new RouteRule(rule.Name, conditions, rule.Outbound);
    }
}
