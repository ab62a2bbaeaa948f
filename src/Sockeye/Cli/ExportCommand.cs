using System.CommandLine;
using System.Text;
using System.Text.Json;
using Sockeye.Control.Configuration;
using Sockeye.Control.Exporting;

namespace Sockeye.Cli;

/// <summary><c>sockeye export</c>: writes the files that HAProxy and Xray run on; tells what they can't say.</summary>
internal static class ExportCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var haproxy = FileOption("--haproxy", "HAProxy's configuration, with certificates beside it that it can't read where they are");
        var xray = FileOption("--xray", "Xray's configuration, which v2ray reads too");
        var users = FileOption("--users", "The users, with the hashes of their passwords");
        var proxies = FileOption("--external-proxies", "The upstreams of the database, with their passwords");
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace files that exist" };
        var json = GlobalOptions.Json();
        var command = new Command("export", "Write the files that HAProxy and Xray run on, each for its owner only, and list what they can't say")
        {
            haproxy, xray, users, proxies, overwrite, json,
        };
        command.SetAction(parsed =>
        {
            var targets = new ExportTargets(Full(parsed.GetValue(haproxy)), Full(parsed.GetValue(xray)), Full(parsed.GetValue(users)), Full(parsed.GetValue(proxies)));
            return Run(CommandContext.Prepare(parsed), targets, parsed.GetValue(overwrite), parsed.GetValue(json), environment);
        });
        return command;
    }

    private static Option<string?> FileOption(string name, string description) => new(name) { Description = description, HelpName = "FILE" };

    private static string? Full(string? file) => file is { Length: > 0 } ? Path.GetFullPath(file) : null;

    private static int Run(CommandContext context, ExportTargets targets, bool overwrite, bool json, CliEnvironment environment)
    {
        if (targets == new ExportTargets(null, null, null, null))
        {
            throw CliException.Usage("nothing to write: name at least one of --haproxy, --xray, --users, --external-proxies");
        }

        var result = Export.Make(Source(context, environment), targets, context.DataDirectory);
        Check(result.Files, overwrite);
        foreach (var file in result.Files)
        {
            AtomicFile.Write(file.Path, Encoding.UTF8.GetBytes(file.Text));
        }

        if (json)
        {
            environment.Out.WriteLine(JsonSerializer.Serialize(ExportReport.From(result), CliJson.Default.ExportReport));
            return ExitStatus.Done;
        }

        foreach (var file in result.Files)
        {
            environment.Out.WriteLine($"{file.Path} written");
        }

        foreach (var note in result.Notes)
        {
            environment.Error.WriteLine($"{(note.IsWarning ? "warning" : "not the same")}: {note}");
        }

        return ExitStatus.Done;
    }

    private static ExportSource Source(CommandContext context, CliEnvironment environment)
    {
        using var stores = ControlStores.Open(context);
        var upstreams = stores.Upstreams.List();
        return new ExportSource(context.LoadOptions([.. upstreams.Select(u => u.Id)], environment), stores.Users.List(), upstreams, TimeProvider.System.GetUtcNow());
    }

    // All of them before anything is written.
    private static void Check(IReadOnlyList<ExportedFile> files, bool overwrite)
    {
        if (files.GroupBy(f => f.Path, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw CliException.Usage($"{twice.Key} would be written twice; give each file a name of its own");
        }

        foreach (var file in files)
        {
            if (Directory.Exists(file.Path)) throw CliException.Failed($"{file.Path} is a directory; name a file");
            if (!Directory.Exists(Path.GetDirectoryName(file.Path))) throw CliException.Failed($"{Path.GetDirectoryName(file.Path)} does not exist; make it first");
            if (!overwrite && Path.Exists(file.Path)) throw CliException.Failed($"{file.Path} exists; choose another name, or say --overwrite");
        }
    }
}

/// <summary>What <c>export --json</c> prints.</summary>
internal sealed record ExportReport(IReadOnlyList<string> Files, IReadOnlyList<ExportNoteReport> Notes)
{
    public static ExportReport From(ExportResult result) => new(
        [.. result.Files.Select(f => f.Path)], [.. result.Notes.Select(n => new ExportNoteReport(n.Subject, n.Message, n.IsWarning))]);
}

/// <summary>One note of <c>export --json</c>.</summary>
internal sealed record ExportNoteReport(string Subject, string Message, bool Warning);
