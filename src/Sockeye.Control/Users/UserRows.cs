using System.Globalization;
using Microsoft.Data.Sqlite;
using Sockeye.Control.Storage;
using Sockeye.Engine.Authentication;

namespace Sockeye.Control.Users;

/// <summary>Reads rows of the table users.</summary>
internal static class UserRows
{
    private const string Select =
        """
        SELECT id, name, email, uuid, password_hash, password_version, upstream, enabled, expires_at_ms, commands, created_at_ms, updated_at_ms
        FROM users
        """;

    private const string UserColumns = "u.name, u.email, u.password_hash, u.password_version, u.upstream, u.enabled, u.expires_at_ms, u.commands";

    public static List<UserRecord> ReadAll(SqliteConnection connection) => connection.ReadRows($"{Select} ORDER BY name", Read);

    /// <summary>Every user as the data plane knows him, in no order and without what only listings show.</summary>
    public static List<User> ReadUsers(SqliteConnection connection) =>
        connection.ReadRows($"SELECT {UserColumns} FROM users u", row => ReadUser(row, 0));

    /// <summary>The names of users that changed since <paramref name="last"/> was the newest, each with its user of now, or null where there is none.</summary>
    public static List<KeyValuePair<string, User?>> ReadUsersSince(SqliteConnection connection, ChangePosition last) => connection.ReadRows(
        $"""
        SELECT c.user_name, {UserColumns}
        FROM (SELECT DISTINCT user_name FROM changes WHERE sequence > $last AND user_name IS NOT NULL) c LEFT JOIN users u ON u.name = c.user_name
        """,
        row => KeyValuePair.Create(row.GetString(0), row.IsDBNull(1) ? null : ReadUser(row, 1)),
        ("$last", last.Sequence));

    public static UserRecord? FindByName(SqliteConnection connection, string name) =>
        connection.ReadRows($"{Select} WHERE name = $name", Read, ("$name", name)).SingleOrDefault();

    public static UserRecord? FindByEmail(SqliteConnection connection, string email) =>
        connection.ReadRows($"{Select} WHERE email = $email", Read, ("$email", email)).SingleOrDefault();

    private static User ReadUser(SqliteDataReader row, int first) => new()
    {
        Name = row.GetString(first),
        Email = row.TextOrNull(first + 1),
        PasswordHash = row.GetString(first + 2),
        PasswordVersion = row.GetInt64(first + 3),
        Upstream = row.TextOrNull(first + 4),
        Enabled = row.GetBoolean(first + 5),
        ExpiresAt = row.MomentOrNull(first + 6),
        Commands = (UserCommands)row.GetInt32(first + 7),
    };

    private static UserRecord Read(SqliteDataReader row) => new()
    {
        Id = row.GetInt64(0),
        Name = row.GetString(1),
        Email = row.TextOrNull(2),
        Uuid = Guid.Parse(row.GetString(3), CultureInfo.InvariantCulture),
        PasswordHash = row.GetString(4),
        PasswordVersion = row.GetInt64(5),
        Upstream = row.TextOrNull(6),
        Enabled = row.GetBoolean(7),
        ExpiresAt = row.MomentOrNull(8),
        Commands = (UserCommands)row.GetInt32(9),
        CreatedAt = row.Moment(10),
        UpdatedAt = row.Moment(11),
    };
}
