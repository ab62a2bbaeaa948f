using Sockeye.Control.Importing;
using Sockeye.Control.Importing.Storing;
using Sockeye.Control.Storage;
using Sockeye.Control.Upstreams;

namespace Sockeye.Cli;

/// <summary>The database that an import goes to; a dry run of one that is not there yet goes to a copy that nobody sees.</summary>
internal sealed class ImportStores : IDisposable
{
    private readonly SockeyeDatabase _database;
    private readonly SecretProtector _secrets;
    private readonly DirectoryInfo? _temporary;

    private ImportStores(string dataDirectory, DirectoryInfo? temporary)
    {
        _database = SockeyeDatabase.Open(dataDirectory);
        _secrets = new SecretProtector(dataDirectory);
        _temporary = temporary;
        UpstreamIds = [.. new UpstreamStore(_database, _secrets, TimeProvider.System).List().Select(upstream => upstream.Id)];
    }

    /// <summary>The upstreams that the database has already.</summary>
    public IReadOnlyCollection<string> UpstreamIds { get; }

    public static ImportStores Open(CommandContext context, bool isDryRun)
    {
        if (!isDryRun || File.Exists(Path.Combine(context.DataDirectory, SockeyeDatabase.FileName)))
        {
            return new ImportStores(context.DataDirectory, null);
        }

        var temporary = Directory.CreateTempSubdirectory("sockeye-import-");
        return new ImportStores(temporary.FullName, temporary);
    }

    /// <summary>Does it, or rehearses it.</summary>
    public IReadOnlyList<ImportChange> Apply(ImportedConfiguration imported, bool replaces, bool isDryRun, Action beforeCommit) =>
        new ImportStore(_database, _secrets, TimeProvider.System).Apply(imported, replaces, isDryRun, beforeCommit);

    public void Dispose()
    {
        _database.Dispose();
        _temporary?.Delete(recursive: true);
    }
}
