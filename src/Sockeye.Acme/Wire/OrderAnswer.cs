namespace Sockeye.Acme.Wire;

/// <summary>An order as it stands in JSON (RFC 8555 section 7.1.3).</summary>
internal sealed record OrderAnswer
{
    // Each is a request of ours: far above what any authority takes names in one order.
    private const int MaximumAuthorizations = 1000;

    public string? Status { get; init; }

    public DateTimeOffset? Expires { get; init; }

    public IReadOnlyList<IdentifierJson?>? Identifiers { get; init; }

    public IReadOnlyList<string?>? Authorizations { get; init; }

    public string? Finalize { get; init; }

    public string? Certificate { get; init; }

    public ProblemAnswer? Error { get; init; }

    public AcmeOrder ToOrder(Authority from, Uri location, TimeSpan? retryAfter)
    {
        if (Authorizations is { Count: > MaximumAuthorizations })
        {
            throw from.Fault($"wants {Authorizations.Count} authorizations for one order, more than {MaximumAuthorizations}");
        }

        return new AcmeOrder(
            location,
            from.Word<OrderStatus>(Status, "the order"),
            Expires,
            [.. (Identifiers ?? []).Select(name => AuthorizationAnswer.ToIdentifier(name, from))],
            [.. (Authorizations ?? []).Select(url => from.RequiredUrl(url, "an authorization"))],
            from.RequiredUrl(Finalize, "finalize"),
            from.OptionalUrl(Certificate, "the certificate"),
            Error?.ToProblem(),
            retryAfter);
    }
}
