using Microsoft.Data.Sqlite;
using Sockeye.Control.Storage;

namespace Sockeye.Control.Importing.Storing;

/// <summary>Reads and writes the table of passwords as they were last imported, hashed.</summary>
internal static class ImportedPasswordRows
{
    public static Dictionary<string, string> ReadAll(SqliteConnection connection) => connection
        .ReadRows("SELECT user_name, password_hash FROM imported_passwords", row => KeyValuePair.Create(row.GetString(0), row.GetString(1)))
        .ToDictionary(StringComparer.Ordinal);

    public static void Write(SqliteConnection connection, string userName, string hash) => connection.Execute(
        "INSERT INTO imported_passwords (user_name, password_hash) VALUES ($name, $hash) ON CONFLICT (user_name) DO UPDATE SET password_hash = $hash",
        ("$name", userName),
        ("$hash", hash));
}
