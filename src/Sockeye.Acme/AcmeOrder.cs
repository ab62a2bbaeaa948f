namespace Sockeye.Acme;

/// <summary>A certificate on its way (RFC 8555 section 7.1.3).</summary>
/// <param name="Location">Its address.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Expires">When the authority forgets it; null where it does not say.</param>
/// <param name="Identifiers">What it is for.</param>
/// <param name="Authorizations">The addresses of what has to be proven.</param>
/// <param name="Finalize">Where the signing request goes.</param>
/// <param name="Certificate">The certificate's address, once <paramref name="Status"/> is valid; null before.</param>
/// <param name="Error">Why it is invalid, or null.</param>
/// <param name="RetryAfter">When to look again, where the authority says so.</param>
public sealed record AcmeOrder(
    Uri Location,
    OrderStatus Status,
    DateTimeOffset? Expires,
    IReadOnlyList<AcmeIdentifier> Identifiers,
    IReadOnlyList<Uri> Authorizations,
    Uri Finalize,
    Uri? Certificate,
    AcmeProblem? Error,
    TimeSpan? RetryAfter);

/// <summary>How far an order is (RFC 8555 section 7.1.6).</summary>
public enum OrderStatus
{
    /// <summary>Control of its names has to be proven.</summary>
    Pending,

    /// <summary>All is proven: the signing request is awaited.</summary>
    Ready,

    /// <summary>The certificate is being issued.</summary>
    Processing,

    /// <summary>The certificate can be had.</summary>
    Valid,

    /// <summary>It failed.</summary>
    Invalid,
}
