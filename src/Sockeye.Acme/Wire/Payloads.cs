namespace Sockeye.Acme.Wire;

/// <summary>A new account, or what changes of one (RFC 8555 sections 7.3 and 7.3.2).</summary>
internal sealed record AccountPayload
{
    public IReadOnlyList<string>? Contact { get; init; }

    public bool? TermsOfServiceAgreed { get; init; }

    public bool? OnlyReturnExisting { get; init; }

    public JsonWebSignature? ExternalAccountBinding { get; init; }
}

/// <summary>A new order (RFC 8555 section 7.4).</summary>
internal sealed record OrderPayload(IReadOnlyList<IdentifierJson> Identifiers, string? Profile, string? Replaces);

/// <summary>A signing request (RFC 8555 section 7.4).</summary>
/// <param name="Csr">DER in base64url.</param>
internal sealed record FinalizePayload(string Csr);

/// <summary>A revocation (RFC 8555 section 7.6).</summary>
/// <param name="Certificate">DER in base64url.</param>
/// <param name="Reason">A number of RFC 5280 section 5.3.1, or null.</param>
internal sealed record RevocationPayload(string Certificate, int? Reason);

/// <summary>The inner message of a change of keys (RFC 8555 section 7.3.5).</summary>
internal sealed record KeyChangePayload(string Account, JsonWebKey OldKey);

/// <summary>The end of an account or an authorization (RFC 8555 sections 7.3.6 and 7.5.2).</summary>
internal sealed record StatusPayload(string Status);

/// <summary>A name, in both directions.</summary>
internal sealed record IdentifierJson(string? Type, string? Value);
