using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Sockeye.Control.Upstreams;
using Sockeye.Control.Users;
using Sockeye.Engine.Authentication;

namespace Sockeye.Control.Storage;

/// <summary>
/// Users and upstreams as immutable snapshots, replaced when any process, this one included, has changed the database.
/// </summary>
/// <remarks>
/// SQLite has no notification across processes. <c>PRAGMA data_version</c> on a connection that never writes tells of
/// every commit of another connection; it reads one page of shared memory, so asking four times a second costs nothing.
/// What was committed stands in the table changes: only those users are read, so that one change among a million takes
/// effect as soon as one among ten. Where the table cannot tell, everything is read.
/// </remarks>
public sealed class DatabaseWatcher : IControlSource, IDisposable
{
    /// <summary>How often to look: four times in the second within which a change must have its effect.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly SockeyeDatabase _database;
    private readonly SecretProtector _secrets;
    private readonly ILogger _logger;
    private SqliteConnection? _connection;
    private ITimer? _timer;
    private long _version;
    private ChangePosition? _position;
    private bool _failing;
    private bool _disposed;
    private volatile ControlSnapshot _snapshot = new(UserTable.Empty, []);

    private DatabaseWatcher(SockeyeDatabase database, SecretProtector secrets, ILogger logger)
    {
        _database = database;
        _secrets = secrets;
        _logger = logger;
    }

    /// <inheritdoc/>
    public event Action? Changed;

    /// <inheritdoc/>
    public UserTable Current => _snapshot.Users;

    /// <inheritdoc/>
    public IReadOnlyList<UpstreamRecord> Upstreams => _snapshot.Upstreams;

    /// <summary>Users and upstreams of one moment.</summary>
    public ControlSnapshot Snapshot => _snapshot;

    /// <summary>Reads everything once, on the caller's thread, and watches from then on.</summary>
    /// <exception cref="StoreException">The first reading failed.</exception>
    public static DatabaseWatcher Start(SockeyeDatabase database, SecretProtector secrets, TimeProvider time, ILogger<DatabaseWatcher> logger)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(secrets);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        var watcher = new DatabaseWatcher(database, secrets, logger);
        try
        {
            watcher.Reload(evenIfUnchanged: true);
        }
        catch (SqliteException exception)
        {
            watcher.Dispose();
            throw SqliteFault.Translate(exception, database.Path);
        }

        // Re-armed by each look, so that a slow disk never has two at once.
        watcher._timer = time.CreateTimer(static state => ((DatabaseWatcher)state!).Look(evenIfUnchanged: false), watcher, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        watcher._timer.Change(Interval, Timeout.InfiniteTimeSpan);
        return watcher;
    }

    /// <summary>
    /// Looks now, and announces it even where nothing changed: for a reload on request, which also finds a key file that
    /// was put back. A failure keeps the snapshot and is logged.
    /// </summary>
    public void Refresh() => Look(evenIfUnchanged: true);

    /// <summary>Ends watching; the last snapshot stays.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _timer?.Dispose();
            _connection?.Dispose();
            _connection = null;
        }
    }

    private void Look(bool evenIfUnchanged)
    {
        var changed = false;
        lock (_gate)
        {
            if (_disposed)
                return;
            try
            {
                changed = Reload(evenIfUnchanged);
                if (_failing)
                    StorageLog.ReloadRecovered(_logger);
                _failing = false;
            }
            catch (Exception exception)
            {
                // Said once, not four times a second; the connection is opened anew, in case it is what failed.
                // Whatever it is: on a timer's thread it would end the process, and the last snapshot still serves.
                if (!_failing)
                    StorageLog.ReloadFailed(_logger, exception is SqliteException fault ? SqliteFault.Translate(fault, _database.Path).Message : exception.Message);
                _failing = true;
                _connection?.Dispose();
                _connection = null;
            }
        }

        if (changed)
            Announce();
        lock (_gate)
        {
            if (!_disposed)
                _timer!.Change(Interval, Timeout.InfiniteTimeSpan);
        }
    }

    private bool Reload(bool evenIfUnchanged)
    {
        // A new connection counts from a number of its own: what happened before it is found by reading.
        evenIfUnchanged |= _connection is null;
        _connection ??= _database.Connect();
        var version = _connection.ReadInteger("PRAGMA data_version");
        if (!evenIfUnchanged && version == _version)
            return false;

        var before = _snapshot;
        ControlSnapshot snapshot;
        ChangePosition? position;
        using (var transaction = _connection.BeginTransaction(deferred: true))
        {
            if (_position is { } last && ChangeRows.ReadSince(_connection, last) is { } recent)
            {
                var readUpstreams = evenIfUnchanged || recent.HasUpstreams || before.Upstreams.Any(u => u.Unavailable is not null);
                snapshot = new ControlSnapshot(
                    recent.HasUsers ? before.Users.With(ChangedUsers(_connection, last)) : before.Users,
                    readUpstreams ? ReadUpstreams(_connection) : before.Upstreams);
                position = recent.Newest;
            }
            else
            {
                position = ChangeRows.ReadNewest(_connection);
                snapshot = new ControlSnapshot(AllUsers(_connection), ReadUpstreams(_connection));
            }

            transaction.Commit();
        }

        (_version, _position) = (version, position);
        _snapshot = snapshot;
        StorageLog.Reloaded(_logger, snapshot.Users.Count, snapshot.Upstreams.Count);
        return evenIfUnchanged || snapshot != before;
    }

    // An unchanged user stays the same object, so that caches over users compare references.
    private UserTable AllUsers(SqliteConnection connection)
    {
        var before = _snapshot.Users;
        return new UserTable(UserRows.ReadUsers(connection).Select(user => before.Find(user.Name) is { } old && old == user ? old : user));
    }

    private List<KeyValuePair<string, User?>> ChangedUsers(SqliteConnection connection, ChangePosition last)
    {
        var before = _snapshot.Users;
        return UserRows.ReadUsersSince(connection, last).FindAll(change => before.Find(change.Key) != change.Value);
    }

    private IReadOnlyList<UpstreamRecord> ReadUpstreams(SqliteConnection connection)
    {
        var before = _snapshot.Upstreams.Where(u => u.Unavailable is null).ToDictionary(u => u.Id, StringComparer.Ordinal);
        var upstreams = new List<UpstreamRecord>();
        foreach (var row in UpstreamRows.ReadAll(connection))
        {
            var record = before.TryGetValue(row.Id, out var old) && old.Revision == row.Revision ? old : row.Open(_secrets);
            if (record.Unavailable is { } reason)
                StorageLog.UpstreamUnavailable(_logger, record.Id, reason);
            upstreams.Add(record);
        }

        // The same list where nothing changed, so that whoever makes outbounds of it need not.
        return upstreams.SequenceEqual(_snapshot.Upstreams) ? _snapshot.Upstreams : upstreams;
    }

    private void Announce()
    {
        try
        {
            Changed?.Invoke();
        }
        catch (Exception exception)
        {
            // A subscriber's fault must end neither the watching nor, from a timer's thread, the process.
            StorageLog.SubscriberFailed(_logger, exception);
        }
    }
}
