namespace Sockeye.Acme.Wire;

/// <summary>A directory as it stands in JSON (RFC 8555 section 7.1.1).</summary>
internal sealed record DirectoryAnswer
{
    public string? NewNonce { get; init; }

    public string? NewAccount { get; init; }

    public string? NewOrder { get; init; }

    public string? RevokeCert { get; init; }

    public string? KeyChange { get; init; }

    public string? RenewalInfo { get; init; }

    public DirectoryMetaAnswer? Meta { get; init; }

    public AcmeDirectory ToDirectory(Authority from) => new(
        from.RequiredUrl(NewNonce, "newNonce"),
        from.RequiredUrl(NewAccount, "newAccount"),
        from.RequiredUrl(NewOrder, "newOrder"),
        from.OptionalUrl(RevokeCert, "revokeCert"),
        from.OptionalUrl(KeyChange, "keyChange"),
        from.OptionalUrl(RenewalInfo, "renewalInfo"),
        (Meta ?? new DirectoryMetaAnswer()).ToMeta());
}

/// <summary>What an authority tells about itself, as it stands in JSON.</summary>
internal sealed record DirectoryMetaAnswer
{
    private const int MaximumEntries = 50;

    public string? TermsOfService { get; init; }

    public string? Website { get; init; }

    public IReadOnlyList<string?>? CaaIdentities { get; init; }

    public bool? ExternalAccountRequired { get; init; }

    public IReadOnlyDictionary<string, string?>? Profiles { get; init; }

    public AcmeDirectoryMeta ToMeta() => new(
        Authority.Page(TermsOfService),
        Authority.Page(Website),
        [.. (CaaIdentities ?? []).Select(PrintableText.Of).OfType<string>().Take(MaximumEntries)],
        ExternalAccountRequired ?? false,
        ReadProfiles());

    private Dictionary<string, string> ReadProfiles()
    {
        var profiles = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, description) in (Profiles ?? new Dictionary<string, string?>()).Take(MaximumEntries))
        {
            profiles[PrintableText.Of(name) ?? ""] = PrintableText.Of(description) ?? "";
        }

        return profiles;
    }
}
