using Sockeye.Control.Importing.Translation;
using Sockeye.Control.Users;

namespace Sockeye.Control.Importing.Storing;

/// <summary>What only the users' file says of a user.</summary>
internal sealed record ImportedUserFields(string? Email, string? Upstream, DateTimeOffset? ExpiresAt, bool Enabled)
{
    /// <summary>What a file says that says nothing; so that one doesn't open what was closed here before the first import.</summary>
    public static ImportedUserFields Nothing { get; } = new(null, null, null, true);

    public static ImportedUserFields Of(ImportedUser user) => new(user.Email, user.Upstream, user.ExpiresAt, user.Enabled);

    public static ImportedUserFields Of(UserRecord user) => new(user.Email, user.Upstream, user.ExpiresAt, user.Enabled);
}
