namespace Sockeye.Acme;

/// <summary>The proof of control over one name (RFC 8555 section 7.1.4).</summary>
/// <param name="Location">Its address.</param>
/// <param name="Identifier">The name, without the <c>*.</c> of a wildcard.</param>
/// <param name="Wildcard">Whether it is for the wildcard below the name.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Expires">When it ends; null where the authority does not say.</param>
/// <param name="Challenges">The ways to prove it: one is enough.</param>
/// <param name="RetryAfter">When to look again, where the authority says so.</param>
public sealed record AcmeAuthorization(
    Uri Location,
    AcmeIdentifier Identifier,
    bool Wildcard,
    AuthorizationStatus Status,
    DateTimeOffset? Expires,
    IReadOnlyList<AcmeChallenge> Challenges,
    TimeSpan? RetryAfter)
{
    /// <summary>The name as people write it, a wildcard as <c>*.example.com</c>.</summary>
    public string Name => Wildcard ? "*." + Identifier.Value : Identifier.Value;
}

/// <summary>How far an authorization is (RFC 8555 section 7.1.6).</summary>
public enum AuthorizationStatus
{
    /// <summary>A challenge has to be answered, or is being looked at.</summary>
    Pending,

    /// <summary>Proven.</summary>
    Valid,

    /// <summary>A challenge failed.</summary>
    Invalid,

    /// <summary>The account gave it up.</summary>
    Deactivated,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>The authority took it back.</summary>
    Revoked,
}
