namespace Sockeye.Acme;

/// <summary>Where an authority takes which request (RFC 8555 section 7.1.1).</summary>
/// <param name="NewNonce">Nonces.</param>
/// <param name="NewAccount">Accounts.</param>
/// <param name="NewOrder">Orders.</param>
/// <param name="RevokeCertificate">Revocations; null where the authority names none.</param>
/// <param name="KeyChange">Another key for an account; null where the authority names none.</param>
/// <param name="RenewalInfo">When to renew (RFC 9773); null where the authority does not say.</param>
/// <param name="Meta">What it tells about itself.</param>
public sealed record AcmeDirectory(
    Uri NewNonce, Uri NewAccount, Uri NewOrder, Uri? RevokeCertificate, Uri? KeyChange, Uri? RenewalInfo, AcmeDirectoryMeta Meta);

/// <summary>What an authority tells about itself.</summary>
/// <param name="TermsOfService">The terms that an account agrees to, or null.</param>
/// <param name="Website">Its page, or null.</param>
/// <param name="CaaIdentities">The names under which CAA records allow it (RFC 8659).</param>
/// <param name="ExternalAccountRequired">Whether an account needs an <see cref="ExternalAccountBinding"/>.</param>
/// <param name="Profiles">Its profiles by name, with a description or a page each (draft-aaron-acme-profiles).</param>
public sealed record AcmeDirectoryMeta(
    Uri? TermsOfService,
    Uri? Website,
    IReadOnlyList<string> CaaIdentities,
    bool ExternalAccountRequired,
    IReadOnlyDictionary<string, string> Profiles);
