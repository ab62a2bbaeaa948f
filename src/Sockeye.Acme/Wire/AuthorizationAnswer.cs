namespace Sockeye.Acme.Wire;

/// <summary>An authorization as it stands in JSON (RFC 8555 section 7.1.4).</summary>
internal sealed record AuthorizationAnswer
{
    private const int MaximumChallenges = 50;

    public IdentifierJson? Identifier { get; init; }

    public string? Status { get; init; }

    public DateTimeOffset? Expires { get; init; }

    public IReadOnlyList<ChallengeState?>? Challenges { get; init; }

    public bool? Wildcard { get; init; }

    public AcmeAuthorization ToAuthorization(Authority from, Uri location, TimeSpan? retryAfter) => new(
        location,
        ToIdentifier(Identifier, from),
        Wildcard ?? false,
        from.Word<AuthorizationStatus>(Status, "an authorization"),
        Expires,
        [.. (Challenges ?? []).OfType<ChallengeState>().Take(MaximumChallenges).Select(challenge => challenge.ToChallenge(from))],
        retryAfter);

    public static AcmeIdentifier ToIdentifier(IdentifierJson? name, Authority from) =>
        PrintableText.Of(name?.Type) is { } type && PrintableText.Of(name?.Value) is { } value
            ? new AcmeIdentifier(type, value)
            : throw from.Fault("does not say what an order or an authorization is for");
}

/// <summary>A challenge as it stands in JSON (RFC 8555 section 7.1.5).</summary>
internal sealed record ChallengeState
{
    private const int MaximumTokenChars = 256;

    public string? Type { get; init; }

    public string? Url { get; init; }

    public string? Token { get; init; }

    public string? Status { get; init; }

    public ProblemAnswer? Error { get; init; }

    public AcmeChallenge ToChallenge(Authority from) => new(
        PrintableText.Of(Type) ?? throw from.Fault("offers a challenge of no type"),
        from.RequiredUrl(Url, "a challenge"),
        ReadToken(from),
        from.Word<ChallengeStatus>(Status, "a challenge"),
        Error?.ToProblem());

    // A token becomes part of a path, a file's name, a record: nothing but base64url may stand in it (RFC 8555 section 8.3).
    private string? ReadToken(Authority from) =>
        Token is null || (Token.Length is > 0 and <= MaximumTokenChars && Token.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            ? Token
            : throw from.Fault("offers a challenge whose token is not base64url");
}
