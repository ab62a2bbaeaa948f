using System.Text.Json.Serialization;
using Sockeye.Engine.Authentication;

namespace Sockeye.Control.Users;

/// <summary>Everything that is stored of a user.</summary>
public sealed record UserRecord
{
    /// <summary>The row's number; never used again after a removal.</summary>
    public required long Id { get; init; }

    /// <summary>The name of the login.</summary>
    public required string Name { get; init; }

    /// <summary>A second name that rules may use, or null.</summary>
    public string? Email { get; init; }

    /// <summary>An id that other systems know the user by.</summary>
    public required Guid Uuid { get; init; }

    /// <summary>The stored hash of the password: a secret, in no listing.</summary>
    [JsonIgnore]
    public required string PasswordHash { get; init; }

    /// <summary>Grows whenever the password changes, and is never the same for two users, even of one name.</summary>
    public required long PasswordVersion { get; init; }

    /// <summary>The id of the user's own upstream, or null.</summary>
    public string? Upstream { get; init; }

    /// <summary>Whether the user may log in.</summary>
    public required bool Enabled { get; init; }

    /// <summary>The moment from which the user may no longer be here, or null.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The commands open to the user.</summary>
    public required UserCommands Commands { get; init; }

    /// <summary>When the user was added.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When anything of the user last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The user as the data plane knows him.</summary>
    public User ToUser() => new()
    {
        Name = Name,
        Email = Email,
        Upstream = Upstream,
        Enabled = Enabled,
        ExpiresAt = ExpiresAt,
        Commands = Commands,
        PasswordHash = PasswordHash,
        PasswordVersion = PasswordVersion,
    };

    /// <summary>The name only: the hash is a secret.</summary>
    public override string ToString() => Name;
}
