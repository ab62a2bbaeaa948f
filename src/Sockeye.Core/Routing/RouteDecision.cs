namespace Sockeye.Core.Routing;

/// <summary>What the router decided, and why.</summary>
/// <param name="Outbound">The outbound's tag. One that does not exist fails closed: never silently direct.</param>
/// <param name="Rule">The rule's name; <see cref="UserRule"/> for the user's own upstream, <see cref="DefaultRule"/> for the default.</param>
/// <param name="Reason">Why, for people.</param>
public sealed record RouteDecision(string Outbound, string Rule, string Reason)
{
    /// <summary>The <see cref="Rule"/> where the user's own upstream decided.</summary>
    public const string UserRule = "user";

    /// <summary>The <see cref="Rule"/> where nothing else did.</summary>
    public const string DefaultRule = "default";
}
