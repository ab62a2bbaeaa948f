namespace Sockeye.Acme;

/// <summary>What a certificate is asked for with (RFC 8555 section 7.4).</summary>
public sealed record OrderRequest
{
    /// <summary>The names in ASCII, lower case, wildcards as <c>*.example.com</c>; addresses too (RFC 8738). At least one.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>The authority's profile (draft-aaron-acme-profiles), as in <c>shortlived</c>; null for its own choice.</summary>
    public string? Profile { get; init; }

    /// <summary>
    /// The certificate that this one replaces, by <see cref="RenewalInfo.IdentifierOf"/> (RFC 9773 section 5); null for none.
    /// Left out towards an authority that has no renewal information.
    /// </summary>
    public string? Replaces { get; init; }
}
