namespace Sockeye.Control.Importing.Translation;

/// <summary>A user as the imported files together give him.</summary>
internal sealed record ImportedUser
{
    public required string Name { get; init; }

    public string? Email { get; init; }

    public Guid? Uuid { get; init; }

    public required ImportedPassword Password { get; init; }

    /// <summary>Whether the users' file has him: only then e-mail, upstream, expiry and the rest are known.</summary>
    public bool IsListed { get; init; }

    /// <summary>The id of his own upstream, or null.</summary>
    public string? Upstream { get; init; }

    /// <summary>Where the upstream is named.</summary>
    public SourcePlace? UpstreamPlace { get; init; }

    public bool Enabled { get; init; } = true;

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Where he stands; his Xray account where there is one.</summary>
    public required SourcePlace Place { get; init; }
}
