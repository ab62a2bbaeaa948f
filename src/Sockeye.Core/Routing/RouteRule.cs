namespace Sockeye.Core.Routing;

/// <summary>A rule: where every condition holds, its outbound is taken. Without a condition it always holds. Immutable.</summary>
public sealed class RouteRule(string name, IReadOnlyList<RouteCondition> conditions, string outbound)
{
    private readonly RouteCondition[] _conditions = [.. conditions];

    /// <summary>The name by which decisions refer to it.</summary>
    public string Name { get; } = name;

    /// <summary>What must hold.</summary>
    public IReadOnlyList<RouteCondition> Conditions => _conditions;

    /// <summary>The outbound's tag.</summary>
    public string Outbound { get; } = outbound;

    /// <summary>Whether every condition holds.</summary>
    public bool Holds(RouteQuery query)
    {
        foreach (var condition in _conditions)
        {
            if (!condition.Holds(query))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Its conditions in words.</summary>
    public string Describe() =>
        _conditions.Length == 0 ? "it has no conditions" : string.Join(" and ", _conditions.Select(c => c.Describe()));
}
