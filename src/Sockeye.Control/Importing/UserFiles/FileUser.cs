namespace Sockeye.Control.Importing.UserFiles;

/// <summary>One user of a <c>users.json</c>.</summary>
internal sealed record FileUser
{
    public required string Name { get; init; }

    public string? Email { get; init; }

    public Guid? Uuid { get; init; }

    /// <summary><c>socks_password</c> or <c>proxy_password</c>; null where there is none, none that is read, or a placeholder.</summary>
    public ImportedPassword? Password { get; init; }

    /// <summary>Where the password stands, a placeholder's too; null where there is none.</summary>
    public SourcePlace? PasswordPlace { get; init; }

    /// <summary>Whether a placeholder such as <c>hashed_password</c> stands in the password's place: a fault unless Xray's file has the real one.</summary>
    public bool HasPlaceholder { get; init; }

    /// <summary><c>external_proxy_id</c>, or null.</summary>
    public string? ExternalProxy { get; init; }

    /// <summary>Where <c>external_proxy_id</c> stands.</summary>
    public SourcePlace? ExternalProxyPlace { get; init; }

    /// <summary>Whether the proxy is for him: <c>connection_type</c> vpn says no, and then no password is read.</summary>
    public bool UsesProxy { get; init; } = true;

    /// <summary>False where the file disables him: <c>enabled</c> or <c>active</c> false, <c>disabled</c> true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The moment after which he may no longer be here, or null.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Of the object.</summary>
    public required SourcePlace Place { get; init; }
}
