namespace Sockeye.Acme;

/// <summary>An account as the authority has it (RFC 8555 section 7.1.2).</summary>
/// <param name="Status">Whether it can be used.</param>
/// <param name="Contacts">Where the authority may write to. Some authorities keep none and tell none.</param>
/// <param name="TermsOfServiceAgreed">Whether the terms are agreed to; null where the authority does not say.</param>
public sealed record AccountState(AccountStatus Status, IReadOnlyList<string> Contacts, bool? TermsOfServiceAgreed);

/// <summary>Whether an account can be used (RFC 8555 section 7.1.6).</summary>
public enum AccountStatus
{
    /// <summary>It can.</summary>
    Valid,

    /// <summary>Its owner ended it.</summary>
    Deactivated,

    /// <summary>The authority ended it.</summary>
    Revoked,
}
