using System.Collections.Frozen;

namespace Sockeye.Core.Routing;

/// <summary>The user is one of these: by name, compared byte for byte, or by e-mail, where the case of letters does not matter.</summary>
public sealed class UserCondition(IReadOnlyCollection<string> namesOrEmails) : RouteCondition
{
    private readonly FrozenSet<string> _names = namesOrEmails.ToFrozenSet(StringComparer.Ordinal);
    private readonly FrozenSet<string> _emails = namesOrEmails.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    private readonly string _description = $"user {OneOf(namesOrEmails)}";

    /// <inheritdoc/>
    public override bool Holds(RouteQuery query) =>
        _names.Contains(query.UserName) || (query.Email is { } email && _emails.Contains(email));

    /// <inheritdoc/>
    public override string Describe() => _description;
}
