using Microsoft.Extensions.Logging;
using Sockeye.Control.Storage;
using Sockeye.Control.Upstreams;
using Sockeye.Engine.Authentication;

namespace Sockeye.Control.Importing.Serving;

/// <summary>The users and upstreams of the database, and beside them those of imported files, as one.</summary>
/// <remarks>A name in both is refused where the files are loaded. One that the database gets later changes nothing: the file's stays in service, and the log says so.</remarks>
public sealed class ImportedControl : IControlSource, IDisposable
{
    private readonly Lock _gate = new();
    private readonly DatabaseWatcher _database;
    private readonly ILogger _logger;
    private readonly ImportedUserTable _userTable = new();
    private readonly ImportedUpstreamTable _upstreamTable;
    private HashSet<string> _shadowedUsers = [];
    private HashSet<string> _shadowedUpstreams = [];
    private IReadOnlyList<User> _users = [];
    private IReadOnlyList<UpstreamRecord> _fileUpstreams = [];
    private IReadOnlyList<UpstreamRecord> _databaseUpstreams;
    private volatile ControlSnapshot _snapshot;

    /// <summary>The database's alone, until <see cref="Replace"/> gives the files'.</summary>
    /// <param name="database">The database's; not disposed here.</param>
    /// <param name="time">For the moments of upstreams.</param>
    /// <param name="logger">Told of names that are in both.</param>
    public ImportedControl(DatabaseWatcher database, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(database);
        (_database, _logger, _snapshot, _databaseUpstreams) = (database, logger, database.Snapshot, database.Upstreams);
        _upstreamTable = new ImportedUpstreamTable(time);
        database.Changed += FollowDatabase;
    }

    /// <inheritdoc/>
    public event Action? Changed;

    /// <inheritdoc/>
    public UserTable Current => _snapshot.Users;

    /// <inheritdoc/>
    public IReadOnlyList<UpstreamRecord> Upstreams => _snapshot.Upstreams;

    /// <summary>Puts what files give into service: who changed his password, was disabled or is gone loses his sessions.</summary>
    public void Replace(ImportedConfiguration imported) => Prepare(imported)();

    /// <summary>
    /// Does what takes its time, the hashes of new passwords, and gives what puts the whole into service at once: nobody shall
    /// meet new rules with old users for longer than a moment. For one thread at a time.
    /// </summary>
    public Action Prepare(ImportedConfiguration imported)
    {
        ArgumentNullException.ThrowIfNull(imported);
        var (users, upstreams) = (_userTable.Build(imported.Users), _upstreamTable.Build(imported.Upstreams));
        return () =>
        {
            lock (_gate)
            {
                (_users, _fileUpstreams) = (users, upstreams);
                _snapshot = Together(_database.Snapshot, fileUpstreamsChanged: true);
            }

            Changed?.Invoke();
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _database.Changed -= FollowDatabase;

    private void FollowDatabase()
    {
        lock (_gate)
        {
            _snapshot = Together(_database.Snapshot, fileUpstreamsChanged: false);
        }

        Changed?.Invoke();
    }

    private ControlSnapshot Together(ControlSnapshot database, bool fileUpstreamsChanged)
    {
        Tell(ref _shadowedUsers, _users.Select(user => user.Name).Where(name => database.Users.Find(name) is not null), StorageLog.UserShadowed);
        var upstreams = _snapshot.Upstreams;
        if (fileUpstreamsChanged || !ReferenceEquals(database.Upstreams, _databaseUpstreams))
        {
            var ids = _fileUpstreams.Select(upstream => upstream.Id).ToHashSet(StringComparer.Ordinal);
            Tell(ref _shadowedUpstreams, database.Upstreams.Select(upstream => upstream.Id).Where(ids.Contains), StorageLog.UpstreamShadowed);
            IReadOnlyList<UpstreamRecord> together = [.. database.Upstreams.Where(upstream => !ids.Contains(upstream.Id)), .. _fileUpstreams];
            upstreams = together.SequenceEqual(upstreams) ? upstreams : together;
            _databaseUpstreams = database.Upstreams;
        }

        return new ControlSnapshot(database.Users.With([.. _users.Select(user => KeyValuePair.Create(user.Name, (User?)user))]), upstreams);
    }

    /// <summary>Once for as long as a name stands in both.</summary>
    private void Tell(ref HashSet<string> told, IEnumerable<string> inBoth, Action<ILogger, string> tell)
    {
        var now = inBoth.ToHashSet(StringComparer.Ordinal);
        foreach (var name in now.Except(told))
        {
            tell(_logger, name);
        }

        told = now;
    }
}
