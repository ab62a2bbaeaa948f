using Microsoft.Data.Sqlite;

namespace Sockeye.Control.Storage;

/// <summary>
/// The database <c>sockeye.db</c> of a data directory, mode 0600: SQLite with a write-ahead log that is synced at each
/// commit, so that nothing acknowledged is lost, whatever happens to the process or the machine. Shared safely by
/// threads and by processes: the running server and the command line.
/// </summary>
public sealed class SockeyeDatabase : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;
    private bool _isInTransaction;

    private SockeyeDatabase(string path, SqliteConnection connection)
    {
        Path = path;
        _connection = connection;
    }

    /// <summary>The name of the file in a data directory.</summary>
    public static string FileName => "sockeye.db";

    /// <summary>How long to wait for another process's transaction; ours take milliseconds.</summary>
    internal static TimeSpan BusyLimit { get; } = TimeSpan.FromSeconds(5);

    /// <summary>The file, as a full path.</summary>
    public string Path { get; }

    /// <summary>The data directory, as a full path.</summary>
    public string DataDirectory => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>
    /// Opens the database of a data directory; creates both where they do not exist (directory 0700, file 0600) and
    /// brings an older schema forward.
    /// </summary>
    /// <exception cref="StoreException">Not a database, another program's, a newer version's, not ours to open, busy, disk full.</exception>
    public static SockeyeDatabase Open(string dataDirectory)
    {
        ArgumentException.ThrowIfNullOrEmpty(dataDirectory);
        var path = System.IO.Path.Combine(System.IO.Path.GetFullPath(dataDirectory), FileName);
        CreateFile(path);

        SqliteConnection? connection = null;
        try
        {
            connection = Connect(path);
            Schema.Prepare(connection, path);
            var database = new SockeyeDatabase(path, connection);
            connection = null;
            return database;
        }
        catch (SqliteException exception)
        {
            throw SqliteFault.Translate(exception, path);
        }
        finally
        {
            connection?.Dispose();
        }
    }

    /// <summary>Closes the file. The log is merged into it when the last process closes.</summary>
    public void Dispose()
    {
        lock (_gate)
            _connection.Dispose();
    }

    /// <summary>A connection of its own, for whoever watches.</summary>
    internal SqliteConnection Connect() => Connect(Path);

    /// <summary>Reads in one transaction: one consistent state.</summary>
    internal T Read<T>(Func<SqliteConnection, T> read) => InTransaction(read, deferred: true);

    /// <summary>Writes in one transaction, durable on return; nothing is changed where it throws.</summary>
    internal T Write<T>(Func<SqliteConnection, T> write) => InTransaction(write, deferred: false);

    /// <summary>As <see cref="Write"/>, with the writes of other stores inside as parts of it; a rehearsal goes as far and then leaves everything as it was.</summary>
    internal T WriteOrRehearse<T>(bool isRehearsal, Func<SqliteConnection, T> write) => InTransaction(write, deferred: false, isRehearsal);

    /// <summary>A number that no earlier change of a password or an upstream had; part of a write.</summary>
    internal static long NextRevision(SqliteConnection connection) =>
        connection.ReadInteger("UPDATE counters SET value = value + 1 WHERE name = 'revision' RETURNING value");

    private static SqliteConnection Connect(string path)
    {
        var builder = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWrite,

            // Closed means closed: a pool would keep files open behind our back.
            Pooling = false,

            // SQLite's own busy handler waits, in finer steps; the library's retries on top of it end at once.
            DefaultTimeout = 1,
        };
        var connection = new SqliteConnection(builder.ConnectionString);
        try
        {
            connection.Open();
            connection.Execute($"PRAGMA busy_timeout = {(int)BusyLimit.TotalMilliseconds}; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void CreateFile(string path)
    {
        try
        {
            PrivateFile.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            try
            {
                // SQLite gives the log and its index the mode of this file.
                PrivateFile.CreateNew(path).Dispose();
            }
            catch (IOException) when (File.Exists(path))
            {
                PrivateFile.Tighten(path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(StoreError.AccessDenied, $"{path}: it cannot be created; check the owner and mode of its directory", exception);
        }
    }

    private T InTransaction<T>(Func<SqliteConnection, T> work, bool deferred, bool isRehearsal = false)
    {
        lock (_gate)
        {
            if (_isInTransaction)
            {
                return work(_connection); // a part of the one around it, which this very thread has begun
            }

            try
            {
                _isInTransaction = true;
                using var transaction = _connection.BeginTransaction(deferred);
                var result = work(_connection);
                if (!isRehearsal)
                {
                    transaction.Commit();
                }

                return result;
            }
            catch (SqliteException exception)
            {
                throw SqliteFault.Translate(exception, Path);
            }
            finally
            {
                _isInTransaction = false;
            }
        }
    }
}
