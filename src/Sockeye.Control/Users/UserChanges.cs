using Sockeye.Engine.Authentication;

namespace Sockeye.Control.Users;

/// <summary>What is to be changed of a user; what is left out stays.</summary>
public sealed record UserChanges
{
    /// <summary>The second name for rules; null takes it away.</summary>
    public Change<string?> Email { get; init; }

    /// <summary>The id of an existing upstream; null takes it away.</summary>
    public Change<string?> Upstream { get; init; }

    /// <summary>The moment of expiry; null takes it away.</summary>
    public Change<DateTimeOffset?> ExpiresAt { get; init; }

    /// <summary>The commands open to the user.</summary>
    public Change<UserCommands> Commands { get; init; }
}
