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

    public static List<UserRecord> ReadAll(SqliteConnection connection) => connection.ReadRows($"{Select} ORDER BY name", Read);

    public static UserRecord? FindByName(SqliteConnection connection, string name) =>
        connection.ReadRows($"{Select} WHERE name = $name", Read, ("$name", name)).SingleOrDefault();

    public static UserRecord? FindByEmail(SqliteConnection connection, string email) =>
        connection.ReadRows($"{Select} WHERE email = $email", Read, ("$email", email)).SingleOrDefault();

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
