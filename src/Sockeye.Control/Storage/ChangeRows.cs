using Microsoft.Data.Sqlite;

namespace Sockeye.Control.Storage;

/// <summary>Reads the table changes, into which triggers write whatever any program does to users and upstreams.</summary>
internal static class ChangeRows
{
    /// <summary>The newest change, or null where the triggers are gone and nothing tells what changes.</summary>
    public static ChangePosition? ReadNewest(SqliteConnection connection) => !Schema.RecordsChanges(connection)
        ? null
        : connection.ReadRows("SELECT sequence, stamp FROM changes ORDER BY sequence DESC LIMIT 1", Position).Cast<ChangePosition?>().SingleOrDefault();

    /// <summary>What changed since <paramref name="last"/> was the newest; null where that cannot be told, and everything has to be read.</summary>
    public static RecentChanges? ReadSince(SqliteConnection connection, ChangePosition last)
    {
        if (!Schema.RecordsChanges(connection))
            return null;
        var rows = connection.ReadRows(
            "SELECT sequence, stamp, user_name FROM changes WHERE sequence >= $last ORDER BY sequence",
            row => (Position: Position(row), UserName: row.TextOrNull(2)),
            ("$last", last.Sequence));

        // The last one read must still be there: else it was trimmed, or the file is another one, a restored backup.
        return rows.Count == 0 || rows[0].Position != last
            ? null
            : new RecentChanges(rows[^1].Position, HasUsers: rows.Skip(1).Any(r => r.UserName is not null), HasUpstreams: rows.Skip(1).Any(r => r.UserName is null));
    }

    private static ChangePosition Position(SqliteDataReader row) => new(row.GetInt64(0), row.GetInt64(1));
}

/// <summary>A row of the table changes: how far somebody has read. The stamp is random, so that another history has another.</summary>
internal readonly record struct ChangePosition(long Sequence, long Stamp);

/// <summary>What happened since somebody last read.</summary>
internal sealed record RecentChanges(ChangePosition Newest, bool HasUsers, bool HasUpstreams);
