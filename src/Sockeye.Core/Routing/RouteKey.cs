namespace Sockeye.Core.Routing;

/// <summary>A value of a query by which rules can be looked up. The default is no value.</summary>
internal readonly struct RouteKey(RouteKeyKind kind, string value) : IEquatable<RouteKey>
{
    private readonly string? _value = value;

    public RouteKeyKind Kind { get; } = kind;

    public bool Equals(RouteKey other) => Kind == other.Kind && string.Equals(_value, other._value, Comparison);

    public override bool Equals(object? obj) => obj is RouteKey other && Equals(other);

    public override int GetHashCode() => _value is null ? 0 : HashCode.Combine(Kind, _value.GetHashCode(Comparison));

    // As the conditions compare: names and tags byte for byte, e-mails whatever the case of their letters.
    private StringComparison Comparison => Kind == RouteKeyKind.Email ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
}

/// <summary>What a <see cref="RouteKey"/> is a value of.</summary>
internal enum RouteKeyKind
{
    None,
    UserName,
    Email,
    InboundTag,
}

/// <summary>Where a rule stands in the index: under a user, an inbound, the pair, or neither.</summary>
internal readonly record struct RouteSelector(RouteKey User, RouteKey Inbound);
