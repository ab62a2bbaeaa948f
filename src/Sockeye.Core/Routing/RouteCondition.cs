namespace Sockeye.Core.Routing;

/// <summary>One condition of a rule; immutable. A rule holds where every one of its conditions does.</summary>
public abstract class RouteCondition
{
    /// <summary>Whether the query fulfils it.</summary>
    public abstract bool Holds(RouteQuery query);

    /// <summary>In words, as <c>inbound is socks-in</c>.</summary>
    public abstract string Describe();

    /// <summary>
    /// What rules with this condition can be looked up by: it holds where, and only where, the query has one of these,
    /// all of them of users or all of inbounds. Null where it cannot be said so; the rule is then asked one by one.
    /// </summary>
    internal virtual IReadOnlyList<RouteKey>? Keys => null;

    /// <inheritdoc/>
    public sealed override string ToString() => Describe();

    /// <summary>The end of a description: <c>is a</c>, or <c>is one of a, b</c>.</summary>
    protected static string OneOf(IReadOnlyCollection<string> values) =>
        values.Count == 1 ? $"is {values.First()}" : $"is one of {string.Join(", ", values)}";
}
