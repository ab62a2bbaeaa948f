using Microsoft.Extensions.Logging;
using Sockeye.Control.Configuration;
using Sockeye.Control.Importing;
using Sockeye.Control.Storage;

namespace Sockeye.Hosting;

/// <summary>Reads the files of the old system again while the server runs on them.</summary>
internal static class ImportedReload
{
    /// <summary>What the files come to now.</summary>
    public static ImportedConfiguration Load(ImportFiles files, string? configurationFile, DatabaseWatcher database, TimeProvider time)
    {
        var stored = database.Snapshot;
        return ImportedConfiguration.Load(files, new ImportContext
        {
            ConfigurationFile = configurationFile,
            KnownUpstreams = stored.Upstreams.Select(upstream => upstream.Id).ToHashSet(StringComparer.Ordinal),
            IsStoredUser = name => stored.Users.Find(name) is not null,
            Environment = Environment.GetEnvironmentVariable,
            Time = time,
        });
    }

    /// <summary>The options, or null after every refusal was logged.</summary>
    public static SockeyeOptions? Accept(ImportedConfiguration imported, ILogger logger)
    {
        foreach (var refusal in imported.Refusals)
        {
            HostLog.ReloadRefused(logger, refusal.ToString());
        }

        return imported.Options;
    }
}
