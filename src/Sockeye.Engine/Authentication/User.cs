namespace Sockeye.Engine.Authentication;

/// <summary>A user as the data plane knows him: one row of a <see cref="UserTable"/>, immutable.</summary>
public sealed record User
{
    /// <summary>The name of the login; unique, compared byte for byte.</summary>
    public required string Name { get; init; }

    /// <summary>A second name that rules may use, or null.</summary>
    public string? Email { get; init; }

    /// <summary>The tag of the user's own upstream, or null.</summary>
    public string? Upstream { get; init; }

    /// <summary>Whether the user may log in.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The moment from which the user may no longer be here, or null.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The commands open to the user.</summary>
    public UserCommands Commands { get; init; } = UserCommands.Connect | UserCommands.Udp;

    /// <summary>The stored hash of the password, in PHC or crypt form.</summary>
    public required string PasswordHash { get; init; }

    /// <summary>Grows whenever the password changes; sessions and cached logins of an older one end. Not grown by a mere re-hash.</summary>
    public long PasswordVersion { get; init; }

    /// <summary>Whether the user may log in, or stay, at <paramref name="now"/>.</summary>
    public bool IsActiveAt(DateTimeOffset now) => Enabled && (ExpiresAt is null || now < ExpiresAt);

    /// <summary>The name only: the hash is a secret.</summary>
    public override string ToString() => Name;
}
