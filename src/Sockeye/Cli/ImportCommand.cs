using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Sockeye.Control.Configuration;
using Sockeye.Control.Importing;
using Sockeye.Control.Importing.Storing;
using Sockeye.Core;
using Sockeye.Hosting;

namespace Sockeye.Cli;

/// <summary><c>sockeye import</c>: takes over the files of a HAProxy and Xray system, with a report of every field.</summary>
internal static class ImportCommand
{
    private const int MaximumLineChars = 1000;

    public static Command Create(CliEnvironment environment)
    {
        var files = new ImportFileOptions();
        var dryRun = new Option<bool>("--dry-run") { Description = "Report only; change nothing" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace what was written or changed here by hand; a copy of the configuration is kept" };
        var json = GlobalOptions.Json();
        var command = new Command("import", "Take over the files of a HAProxy and Xray system: configuration, users, external proxies") { dryRun, overwrite, json };
        files.AddTo(command);
        command.SetAction(parsed =>
        {
            var named = files.Read(parsed) ?? throw CliException.Usage("no file is named: --haproxy, --xray, --users, --external-proxies, any of them");
            var isDryRun = parsed.GetValue(dryRun);
            var context = isDryRun ? CommandContext.Locate(parsed) : CommandContext.Prepare(parsed);
            return Run(named, context, isDryRun, parsed.GetValue(overwrite), parsed.GetValue(json), environment);
        });
        return command;
    }

    private static int Run(ImportFiles files, CommandContext context, bool isDryRun, bool overwrites, bool json, CliEnvironment environment)
    {
        var target = context.ConfigurationFile ?? Path.Combine(context.DataDirectory, ConfigurationFile.Name);
        using var stores = ImportStores.Open(context, isDryRun);
        var imported = ImportedConfiguration.Load(files, new ImportContext
        {
            ConfigurationFile = target,
            IsForStorage = true,
            Overwrites = overwrites,
            KnownUpstreams = stores.UpstreamIds,
            Environment = Environment.GetEnvironmentVariable,
        });
        var writes = imported is { Text: not null, TranslatedKeys.Count: > 0 } ? ConfigurationWrite.For(target, imported.Text) : null;
        if (writes is { IsUnchanged: false } && !isDryRun && RunningServer.Find(context.DataDirectory) is not null)
        {
            // It sees users at once and rules later, and inbounds never: who is to go out by a rule would go out without it.
            throw CliException.Failed($"a server runs on {context.DataDirectory}, and would let the imported users in by the rules that it has now: stop it, import, and start it again");
        }

        IReadOnlyList<ImportChange> changes = imported.Options is null ? [] : Apply(stores, imported, writes, isDryRun, overwrites);
        if (json)
        {
            var report = new ImportReport(
                isDryRun, imported.Options is not null, writes?.File, [.. InOrder(imported).Select(ImportNoteReport.From)], [.. changes.Select(ImportChangeReport.From)]);
            environment.Out.WriteLine(JsonSerializer.Serialize(report, CliJson.Default.ImportReport));
        }
        else if (imported.Options is not null)
        {
            Print(imported, changes, writes, isDryRun, environment);
        }

        if (imported.Options is null)
        {
            ImportedOptions.Warn(imported, environment);
        }

        ImportedOptions.Refuse(imported, environment);
        return ExitStatus.Done;
    }

    /// <summary>Both or none: the configuration is written just before the database commits, and put back where that fails.</summary>
    private static IReadOnlyList<ImportChange> Apply(ImportStores stores, ImportedConfiguration imported, ConfigurationWrite? writes, bool isDryRun, bool overwrites)
    {
        try
        {
            return stores.Apply(imported, overwrites, isDryRun, beforeCommit: () => writes?.Run());
        }
        catch
        {
            writes?.Undo();
            throw;
        }
    }

    private static void Print(ImportedConfiguration imported, IReadOnlyList<ImportChange> changes, ConfigurationWrite? writes, bool isDryRun, CliEnvironment environment)
    {
        foreach (var note in InOrder(imported))
        {
            environment.Out.WriteLine(PeerText.Escape($"{ImportNoteReport.NameOf(note.Outcome),-10}  {note}", MaximumLineChars));
        }

        environment.Out.WriteLine();
        foreach (var change in changes)
        {
            var what = change.What.Length > 0 ? $" ({change.What})" : change.Action == ImportAction.Left ? $"; no file has him any more: sockeye user remove {change.Name}" : "";
            environment.Out.WriteLine(PeerText.Escape($"{change.Kind} {change.Name}: {ImportChangeReport.NameOf(change.Action)}{what}", MaximumLineChars));
        }

        foreach (var line in writes?.Describe(isDryRun) ?? [])
        {
            environment.Out.WriteLine(line);
        }

        var counts = imported.Notes.CountBy(note => note.Outcome).OrderBy(pair => pair.Key).Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value} {ImportNoteReport.NameOf(pair.Key)}"));
        environment.Out.WriteLine($"{string.Join(", ", counts)}{(isDryRun ? "; nothing was changed" : "")}");
    }

    private static IEnumerable<ImportNote> InOrder(ImportedConfiguration imported) => imported.Notes
        .Select((note, order) => (note, order))
        .OrderBy(entry => entry.note.Place.File, StringComparer.Ordinal).ThenBy(entry => entry.note.Place.Line).ThenBy(entry => entry.note.Place.Column).ThenBy(entry => entry.order)
        .Select(entry => entry.note);
}
