namespace Sockeye.Core.Routing;

/// <summary>The user is one of these: by name, compared byte for byte, or by e-mail, where the case of letters does not matter.</summary>
public sealed class UserCondition(IReadOnlyCollection<string> namesOrEmails) : RouteCondition
{
    private readonly HashSet<string> _names = new(namesOrEmails, StringComparer.Ordinal);
    private readonly HashSet<string> _emails = new(namesOrEmails, StringComparer.OrdinalIgnoreCase);
    private readonly string _description = $"user {OneOf(namesOrEmails)}";

    /// <inheritdoc/>
    public override bool Holds(RouteQuery query) =>
        _names.Contains(query.UserName) || (query.Email is { } email && _emails.Contains(email));

    /// <inheritdoc/>
    public override string Describe() => _description;

    /// <inheritdoc/>
    internal override IReadOnlyList<RouteKey> Keys =>
    [
        .. _names.Select(name => new RouteKey(RouteKeyKind.UserName, name)),
        .. _emails.Select(email => new RouteKey(RouteKeyKind.Email, email)),
    ];
}
