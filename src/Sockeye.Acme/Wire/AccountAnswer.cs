namespace Sockeye.Acme.Wire;

/// <summary>An account as it stands in JSON (RFC 8555 section 7.1.2).</summary>
internal sealed record AccountAnswer
{
    public string? Status { get; init; }

    public IReadOnlyList<string?>? Contact { get; init; }

    public bool? TermsOfServiceAgreed { get; init; }

    public AccountState ToState(Authority from) => new(
        from.Word<AccountStatus>(Status, "the account"),
        [.. (Contact ?? []).Select(PrintableText.Of).OfType<string>()],
        TermsOfServiceAgreed);
}
