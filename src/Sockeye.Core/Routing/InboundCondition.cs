namespace Sockeye.Core.Routing;

/// <summary>The request came in on one of these inbounds; tags are compared byte for byte.</summary>
public sealed class InboundCondition(IReadOnlyCollection<string> tags) : RouteCondition
{
    private readonly HashSet<string> _tags = new(tags, StringComparer.Ordinal);
    private readonly string _description = $"inbound {OneOf(tags)}";

    /// <inheritdoc/>
    public override bool Holds(RouteQuery query) => _tags.Contains(query.InboundTag);

    /// <inheritdoc/>
    public override string Describe() => _description;

    /// <inheritdoc/>
    internal override IReadOnlyList<RouteKey> Keys => [.. _tags.Select(tag => new RouteKey(RouteKeyKind.InboundTag, tag))];
}
