using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Sockeye.Benchmarks.Growth;

/// <summary>Fills the database with users: copies of the first under other names. One by one they would take days.</summary>
internal static class ManyUsers
{
    /// <summary>So that there are so many with the first.</summary>
    public static void Add(JsonObject configuration, string data, int count)
    {
        if (count <= 1) return;
        using SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = Path.Combine(data, "sockeye.db"), Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();

        // What the columns are is the server's business: all but those that must differ are copied.
        command.CommandText = "SELECT group_concat(name) FROM pragma_table_info('users') WHERE name NOT IN ('id', 'name', 'email', 'uuid')";
        var copied = (string)command.ExecuteScalar()!;
        command.CommandText = $"""
            WITH RECURSIVE number (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM number WHERE n < $count)
            INSERT INTO users (name, uuid, {copied})
            SELECT 'user' || n, printf('00000000-0000-4000-8000-%012d', n), {copied} FROM (SELECT * FROM users LIMIT 1), number
            """;
        command.Parameters.AddWithValue("$count", count);
        command.ExecuteNonQuery();
    }
}
