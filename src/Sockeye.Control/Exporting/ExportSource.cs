using Sockeye.Control.Configuration;
using Sockeye.Control.Upstreams;
using Sockeye.Control.Users;

namespace Sockeye.Control.Exporting;

/// <summary>All that is exported: the configuration, and what the database has.</summary>
/// <param name="Options">The configuration.</param>
/// <param name="Users">Every user.</param>
/// <param name="Upstreams">Every upstream of the database.</param>
/// <param name="Now">The moment at which users count as expired.</param>
public sealed record ExportSource(
    SockeyeOptions Options, IReadOnlyList<UserRecord> Users, IReadOnlyList<UpstreamRecord> Upstreams, DateTimeOffset Now)
{
    /// <summary>The users who may log in now.</summary>
    internal IEnumerable<UserRecord> PresentUsers => Users.Where(user => user.Enabled && !(user.ExpiresAt <= Now));
}
