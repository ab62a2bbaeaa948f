namespace Sockeye.Acme;

/// <summary>Why a certificate is revoked (RFC 5280 section 5.3.1), as far as authorities take it from the owner.</summary>
public enum RevocationReason
{
    /// <summary>No reason.</summary>
    Unspecified = 0,

    /// <summary>Somebody else may have its key.</summary>
    KeyCompromise = 1,

    /// <summary>The name's owner is another one.</summary>
    AffiliationChanged = 3,

    /// <summary>Another certificate took its place.</summary>
    Superseded = 4,

    /// <summary>The server is no more.</summary>
    CessationOfOperation = 5,
}
