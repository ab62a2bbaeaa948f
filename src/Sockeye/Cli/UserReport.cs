using Sockeye.Control.Users;

namespace Sockeye.Cli;

/// <summary>A user in a listing: everything but secrets.</summary>
internal sealed record UserReport(
    string Name, string? Email, Guid Uuid, bool Enabled, DateTimeOffset? ExpiresAt, string Allow, string? Upstream, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static UserReport From(UserRecord user) => new(
        user.Name, user.Email, user.Uuid, user.Enabled, user.ExpiresAt, UserFields.Describe(user.Commands), user.Upstream, user.CreatedAt, user.UpdatedAt);

    /// <summary>One word for people.</summary>
    public string State(DateTimeOffset now) => !Enabled ? "disabled" : ExpiresAt <= now ? "expired" : "enabled";
}
