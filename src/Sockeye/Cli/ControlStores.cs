using Sockeye.Control.Storage;
using Sockeye.Control.Upstreams;
using Sockeye.Control.Users;

namespace Sockeye.Cli;

/// <summary>The database as commands use it: opened for one command, closed behind it.</summary>
internal sealed class ControlStores : IDisposable
{
    private readonly SockeyeDatabase _database;

    private ControlStores(SockeyeDatabase database)
    {
        _database = database;
        Users = new UserStore(database, TimeProvider.System);
        Upstreams = new UpstreamStore(database, new SecretProtector(database.DataDirectory), TimeProvider.System);
    }

    public UserStore Users { get; }

    public UpstreamStore Upstreams { get; }

    public static ControlStores Open(CommandContext context) => new(SockeyeDatabase.Open(context.DataDirectory));

    public void Dispose() => _database.Dispose();
}
