using Sockeye.Control.Configuration;
using Sockeye.Control.Importing;

namespace Sockeye.Cli;

/// <summary>Reads the files of the old system as <c>serve</c>, <c>check</c> and <c>route</c> run on them: nothing is stored.</summary>
internal static class ImportedOptions
{
    /// <summary>What the files come to beside the database and the configuration, faults included.</summary>
    public static ImportedConfiguration Load(ImportFiles files, CommandContext context)
    {
        if (!HasDatabase(context))
        {
            return ImportedConfiguration.Load(files, ContextOf(context, [], []));
        }

        using var stores = ControlStores.Open(context);
        return ImportedConfiguration.Load(
            files, ContextOf(context, stores.Upstreams.List().Select(upstream => upstream.Id), stores.Users.List().Select(user => user.Name)));
    }

    /// <summary>As <see cref="Load"/>; every fault is told, and exit status 2.</summary>
    public static ImportedConfiguration Require(ImportFiles files, CommandContext context, CliEnvironment environment, bool withWarnings)
    {
        var imported = Load(files, context);
        if (withWarnings)
        {
            WarnOfModes(files, environment);
            Warn(imported, environment);
        }

        Refuse(imported, environment);
        return imported;
    }

    /// <summary>Tells what works but otherwise than before.</summary>
    public static void Warn(ImportedConfiguration imported, CliEnvironment environment)
    {
        foreach (var warning in imported.Warnings)
        {
            environment.Error.WriteLine($"warning: {warning}");
        }
    }

    /// <summary>Tells of files with passwords in them that others may read.</summary>
    public static void WarnOfModes(ImportFiles files, CliEnvironment environment)
    {
        foreach (var file in new[] { files.Xray, files.Users, files.ExternalProxies }.OfType<string>())
        {
            if (File.Exists(file) && ConfigurationFile.IsReadableByEverybody(file))
            {
                environment.Error.WriteLine($"warning: {file}: the file holds passwords and every user of this machine may read it; set its mode to 0600 or 0640");
            }
        }
    }

    /// <summary>Tells every refusal, and ends with exit status 2 where there is one.</summary>
    public static void Refuse(ImportedConfiguration imported, CliEnvironment environment)
    {
        if (imported.Refusals.Count > 0)
        {
            throw CommandContext.Refusal(imported.Refusals, "the files have", environment);
        }
    }

    private static bool HasDatabase(CommandContext context) => File.Exists(Path.Combine(context.DataDirectory, Control.Storage.SockeyeDatabase.FileName));

    private static ImportContext ContextOf(CommandContext context, IEnumerable<string> upstreams, IEnumerable<string> users)
    {
        var known = users.ToHashSet(StringComparer.Ordinal);
        return new ImportContext
        {
            ConfigurationFile = context.ConfigurationFile,
            KnownUpstreams = upstreams.ToHashSet(StringComparer.Ordinal),
            IsStoredUser = known.Contains,
            Environment = Environment.GetEnvironmentVariable,
        };
    }
}
