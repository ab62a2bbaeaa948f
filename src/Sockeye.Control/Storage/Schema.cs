using Microsoft.Data.Sqlite;

namespace Sockeye.Control.Storage;

/// <summary>
/// The tables, as steps from each version to the next; the version stands in the file's user_version, and the
/// application_id says whose file it is.
/// </summary>
internal static class Schema
{
    /// <summary>"Sock" in ASCII.</summary>
    private const long ApplicationId = 0x536F636B;

    // A step that was published never changes; the next change of the tables is a new step behind it.
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE counters (
            name  TEXT NOT NULL PRIMARY KEY,
            value INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        INSERT INTO counters (name, value) VALUES ('revision', 0);

        CREATE TABLE upstreams (
            id                        TEXT NOT NULL PRIMARY KEY,
            revision                  INTEGER NOT NULL,
            scheme                    TEXT NOT NULL,
            host                      TEXT NOT NULL,
            port                      INTEGER NOT NULL CHECK (port BETWEEN 1 AND 65535),
            user_name                 TEXT,
            sealed_password           BLOB,
            certificate_authority_pem TEXT,
            pin_sha256                BLOB CHECK (length(pin_sha256) = 32),
            server_name               TEXT,
            enabled                   INTEGER NOT NULL CHECK (enabled IN (0, 1)),
            created_at_ms             INTEGER NOT NULL,
            updated_at_ms             INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE users (
            id               INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            name             TEXT NOT NULL UNIQUE,
            email            TEXT COLLATE NOCASE UNIQUE,
            uuid             TEXT NOT NULL UNIQUE,
            password_hash    TEXT NOT NULL,
            password_version INTEGER NOT NULL,
            upstream         TEXT REFERENCES upstreams (id),
            enabled          INTEGER NOT NULL CHECK (enabled IN (0, 1)),
            expires_at_ms    INTEGER,
            commands         INTEGER NOT NULL,
            created_at_ms    INTEGER NOT NULL,
            updated_at_ms    INTEGER NOT NULL
        ) STRICT;

        CREATE INDEX users_by_upstream ON users (upstream) WHERE upstream IS NOT NULL;
        """,
    ];

    /// <summary>Makes a new database ours, or brings an older one forward; refuses another program's and a newer one.</summary>
    public static void Prepare(SqliteConnection connection, string path)
    {
        // Looked at before anything is changed: not a byte of a foreign database is to be written.
        if (Inspect(connection, path) == Steps.Length)
            return;

        using (var wal = connection.CreateCommand())
        {
            // Two processes may create the file at the same moment: the switch needs the whole file for itself.
            wal.CommandTimeout = (int)SockeyeDatabase.BusyLimit.TotalSeconds;
            wal.CommandText = "PRAGMA journal_mode = WAL";
            wal.ExecuteNonQuery();
        }

        using var transaction = connection.BeginTransaction(deferred: false);
        var version = Inspect(connection, path);
        foreach (var step in Steps.AsSpan(version))
            connection.Execute(step);
        connection.Execute($"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Steps.Length}");
        transaction.Commit();
    }

    private static int Inspect(SqliteConnection connection, string path)
    {
        var application = connection.ReadInteger("PRAGMA application_id");
        var version = connection.ReadInteger("PRAGMA user_version");
        var isNew = application == 0 && version == 0 && connection.ReadInteger("SELECT count(*) FROM sqlite_schema") == 0;
        if (isNew)
            return 0;
        if (application != ApplicationId)
            throw new StoreException(StoreError.ForeignDatabase, $"{path}: it is a database of another program; choose another data directory");
        if (version > Steps.Length)
        {
            throw new StoreException(
                StoreError.NewerSchema,
                $"{path}: it was written by a newer version (schema {version}, this program knows {Steps.Length}); use that version, or restore a backup");
        }

        return (int)version;
    }
}
