namespace Sockeye.Acme;

/// <summary>One way to prove control over a name (RFC 8555 section 8).</summary>
/// <param name="Type">The way, as in <c>dns-01</c>; there may be ones that this library does not know.</param>
/// <param name="Url">Where the authority is told that the answer stands.</param>
/// <param name="Token">What the answer is made of; null for ways that have none.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Error">Why it is invalid: what the authority saw. Null otherwise.</param>
public sealed record AcmeChallenge(string Type, Uri Url, string? Token, ChallengeStatus Status, AcmeProblem? Error);

/// <summary>How far a challenge is (RFC 8555 section 7.1.6).</summary>
public enum ChallengeStatus
{
    /// <summary>The authority waits to be told.</summary>
    Pending,

    /// <summary>The authority looks, perhaps more than once.</summary>
    Processing,

    /// <summary>The authority saw the answer.</summary>
    Valid,

    /// <summary>It did not.</summary>
    Invalid,
}
