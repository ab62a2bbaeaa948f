using Sockeye.Engine.Authentication;

namespace Sockeye.Control.Users;

/// <summary>A user to be added.</summary>
public sealed record NewUser
{
    /// <summary>The name of the login; see <see cref="UserName"/>.</summary>
    public required string Name { get; init; }

    /// <summary>A stored hash: from <see cref="PasswordHasher.Hash"/>, or an imported one of a supported kind.</summary>
    public required string PasswordHash { get; init; }

    /// <summary>A second name for rules, or null.</summary>
    public string? Email { get; init; }

    /// <summary>An id that other systems know the user by; a new one where null.</summary>
    public Guid? Uuid { get; init; }

    /// <summary>The id of an existing upstream, or null.</summary>
    public string? Upstream { get; init; }

    /// <summary>Whether the user may log in.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The moment from which the user may no longer be here, to the millisecond, or null.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The commands open to the user.</summary>
    public UserCommands Commands { get; init; } = UserCommands.Connect | UserCommands.Udp;

    /// <summary>The name only: the hash is a secret.</summary>
    public override string ToString() => Name;
}
