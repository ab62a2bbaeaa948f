namespace Sockeye.Acme;

/// <summary>What a new account is asked for with (RFC 8555 section 7.3).</summary>
public sealed record AccountRequest
{
    /// <summary>Where the authority may write to, as in <c>mailto:admin@example.com</c>; none by default.</summary>
    public IReadOnlyList<string> Contacts { get; init; } = [];

    /// <summary>Whether the authority's terms are agreed to; most take no account without.</summary>
    public bool TermsOfServiceAgreed { get; init; }

    /// <summary>The account that the authority knows already, where it wants one; null otherwise.</summary>
    public ExternalAccountBinding? ExternalAccount { get; init; }
}

/// <summary>An account at the authority that the ACME account is bound to (RFC 8555 section 7.3.4).</summary>
/// <param name="KeyId">The key's identifier, as the authority gave it.</param>
/// <param name="HmacKey">The key, decoded from the authority's base64url. A secret.</param>
public sealed record ExternalAccountBinding(string KeyId, byte[] HmacKey)
{
    /// <summary>Without the key.</summary>
    public override string ToString() => $"ExternalAccountBinding {{ KeyId = {KeyId}, HmacKey = *** }}";
}
