using Microsoft.Data.Sqlite;

namespace Sockeye.Control.Storage;

/// <summary>Short forms for statements, readers and parameters.</summary>
internal static class SqliteCommands
{
    public static int Execute(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = connection.Command(sql, parameters);
        return command.ExecuteNonQuery();
    }

    public static object? ReadValue(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = connection.Command(sql, parameters);
        return command.ExecuteScalar() is { } value and not DBNull ? value : null;
    }

    public static long ReadInteger(this SqliteConnection connection, string sql) => (long)connection.ReadValue(sql)!;

    public static List<T> ReadRows<T>(
        this SqliteConnection connection, string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = connection.Command(sql, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        try
        {
            while (reader.Read())
                rows.Add(row(reader));
            return rows;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or ArgumentOutOfRangeException or InvalidCastException)
        {
            throw new StoreException(
                StoreError.NotADatabase, $"{connection.DataSource}: it holds a value that cannot be read; restore it from a backup", exception);
        }
    }

    public static string? TextOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static byte[]? BytesOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<byte[]>(column);

    public static DateTimeOffset Moment(this SqliteDataReader reader, int column) => DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));

    public static DateTimeOffset? MomentOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.Moment(column);

    private static SqliteCommand Command(this SqliteConnection connection, string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
}
