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

        // What happens to users and upstreams, whoever does it, for a server that then reads only that. A user's change
        // has his name, an upstream's has none. REPLACE deletes rows without asking a trigger: all that it may delete is
        // looked up before. The last 10,000 and some are kept: who is further behind reads everything.
        """
        CREATE TABLE changes (
            sequence  INTEGER NOT NULL PRIMARY KEY,
            stamp     INTEGER NOT NULL DEFAULT (random()),
            user_name TEXT
        ) STRICT;

        INSERT INTO changes (user_name) VALUES (NULL);

        CREATE TRIGGER changes_trimmed AFTER INSERT ON changes WHEN NEW.sequence % 1000 = 0 BEGIN
            DELETE FROM changes WHERE sequence <= NEW.sequence - 10000;
        END;

        CREATE TRIGGER users_inserted BEFORE INSERT ON users BEGIN
            INSERT INTO changes (user_name)
            SELECT name FROM users WHERE name <> NEW.name AND (email = NEW.email OR uuid = NEW.uuid OR id = NEW.id);
            INSERT INTO changes (user_name) VALUES (NEW.name);
        END;

        CREATE TRIGGER users_updated BEFORE UPDATE ON users BEGIN
            INSERT INTO changes (user_name)
            SELECT name FROM users WHERE name <> NEW.name AND name <> OLD.name AND (email = NEW.email OR uuid = NEW.uuid OR id = NEW.id);
            INSERT INTO changes (user_name) SELECT NEW.name WHERE NEW.name <> OLD.name;
            INSERT INTO changes (user_name) VALUES (OLD.name);
        END;

        CREATE TRIGGER users_deleted BEFORE DELETE ON users BEGIN
            INSERT INTO changes (user_name) VALUES (OLD.name);
        END;

        CREATE TRIGGER upstreams_inserted BEFORE INSERT ON upstreams BEGIN
            INSERT INTO changes (user_name) VALUES (NULL);
        END;

        CREATE TRIGGER upstreams_updated BEFORE UPDATE ON upstreams BEGIN
            INSERT INTO changes (user_name) VALUES (NULL);
        END;

        CREATE TRIGGER upstreams_deleted BEFORE DELETE ON upstreams BEGIN
            INSERT INTO changes (user_name) VALUES (NULL);
        END;

        -- For the search of a name that is somebody's e-mail address, whatever the case of its letters.
        CREATE INDEX users_by_name_nocase ON users (name COLLATE NOCASE);
        """,

        // The hash of each imported password as it was last imported: a password that was changed here since then is told
        // from one that was changed in the imported files.
        """
        ALTER TABLE upstreams ADD COLUMN fallback TEXT NOT NULL DEFAULT 'block' CHECK (fallback IN ('block', 'direct'));

        CREATE TABLE imported_passwords (
            user_name     TEXT NOT NULL PRIMARY KEY,
            password_hash TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """,

        // What the imported files last said of each user and upstream beside that, for the same reason. Sealed, as the
        // passwords of upstreams are in it.
        """
        CREATE TABLE imported_fields (
            kind   TEXT NOT NULL CHECK (kind IN ('user', 'upstream')),
            name   TEXT NOT NULL,
            fields BLOB NOT NULL,
            PRIMARY KEY (kind, name)
        ) STRICT, WITHOUT ROWID;
        """,
    ];

    /// <summary>Makes a new database ours, or brings an older one forward; refuses another program's and a newer one.</summary>
    public static void Prepare(SqliteConnection connection, string path)
    {
        // Looked at before anything is changed: not a byte of a foreign database is to be written. In one transaction: half
        // of the answer from before another process made the file ours would be that of a foreign one.
        using (var look = connection.BeginTransaction(deferred: true))
        {
            if (Inspect(connection, path) == Steps.Length)
                return;
            look.Commit();
        }

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

    /// <summary>Whether every trigger that writes the table changes is there; a table that was made anew has none.</summary>
    public static bool RecordsChanges(SqliteConnection connection) => connection.ReadInteger(
        """
        SELECT count(*) = 7 FROM sqlite_schema
        WHERE type = 'trigger' AND (tbl_name, name) IN (VALUES
            ('changes', 'changes_trimmed'),
            ('users', 'users_inserted'), ('users', 'users_updated'), ('users', 'users_deleted'),
            ('upstreams', 'upstreams_inserted'), ('upstreams', 'upstreams_updated'), ('upstreams', 'upstreams_deleted'))
        """) == 1;

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
