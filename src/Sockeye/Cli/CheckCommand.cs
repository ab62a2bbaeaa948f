using System.CommandLine;
using System.Text.Json;
using Sockeye.Control.Configuration;
using Sockeye.Control.Importing;
using Sockeye.Control.Storage;

namespace Sockeye.Cli;

/// <summary><c>sockeye check</c>: validates without starting; every fault with its place.</summary>
internal static class CheckCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var json = GlobalOptions.Json();
        var files = new ImportFileOptions();
        var command = new Command("check", "Validate the configuration without starting: every fault with its place and what would be right") { json };
        files.AddTo(command);
        command.SetAction(parsed => files.Read(parsed) is { } imported
            ? Run(imported, CommandContext.Locate(parsed), parsed.GetValue(json), environment)
            : Run(CommandContext.Locate(parsed), parsed.GetValue(json), environment));
        return command;
    }

    /// <summary>Checks the files of the old system as <c>serve</c> would run on them.</summary>
    private static int Run(ImportFiles files, CommandContext context, bool json, CliEnvironment environment)
    {
        var imported = ImportedOptions.Load(files, context);
        if (json)
        {
            var report = new CheckReport(
                context.ConfigurationFile, imported.Options is not null, [.. imported.Refusals.Select(FaultReport.From)], [.. imported.Warnings.Select(FaultReport.From)]);
            environment.Out.WriteLine(JsonSerializer.Serialize(report, CliJson.Default.CheckReport));
            return imported.Options is not null ? ExitStatus.Done : ExitStatus.Usage;
        }

        ImportedOptions.WarnOfModes(files, environment);
        ImportedOptions.Warn(imported, environment);
        foreach (var refusal in imported.Refusals)
        {
            environment.Error.WriteLine(refusal);
        }

        if (imported.Options is null)
        {
            return ExitStatus.Usage;
        }

        environment.Out.WriteLine($"{string.Join(", ", files.All)}: valid");
        return ExitStatus.Done;
    }

    private static int Run(CommandContext context, bool json, CliEnvironment environment)
    {
        var result = ConfigurationLoader.Load(context.ConfigurationFile, KnownUpstreams(context));
        if (json)
        {
            environment.Out.WriteLine(JsonSerializer.Serialize(CheckReport.From(context, result), CliJson.Default.CheckReport));
        }
        else
        {
            Print(context, result, environment);
        }

        return result.IsValid ? ExitStatus.Done : ExitStatus.Usage;
    }

    /// <summary>The tags that the database has. Where there is no database yet there are none: a rule that names one names nothing.</summary>
    internal static IReadOnlyCollection<string> KnownUpstreams(CommandContext context)
    {
        if (!File.Exists(Path.Combine(context.DataDirectory, SockeyeDatabase.FileName)))
        {
            return [];
        }

        using var stores = ControlStores.Open(context);
        return [.. stores.Upstreams.List().Select(u => u.Id)];
    }

    private static void Print(CommandContext context, ConfigurationResult result, CliEnvironment environment)
    {
        foreach (var warning in result.Warnings)
        {
            environment.Error.WriteLine($"warning: {warning}");
        }

        foreach (var fault in result.Faults)
        {
            environment.Error.WriteLine(fault);
        }

        if (result.IsValid)
        {
            environment.Out.WriteLine(context.ConfigurationFile is { } file ? $"{file}: valid" : "no configuration file: the defaults are valid");
        }
    }
}

/// <summary>What <c>check --json</c> prints.</summary>
internal sealed record CheckReport(string? File, bool Valid, IReadOnlyList<FaultReport> Faults, IReadOnlyList<FaultReport> Warnings)
{
    public static CheckReport From(CommandContext context, ConfigurationResult result) => new(
        context.ConfigurationFile,
        result.IsValid,
        [.. result.Faults.Select(FaultReport.From)],
        [.. result.Warnings.Select(FaultReport.From)]);
}

/// <summary>One fault of <c>check --json</c>.</summary>
internal sealed record FaultReport(string File, int Line, int Column, string Path, string Message)
{
    public static FaultReport From(ConfigurationFault fault) => new(fault.File, fault.Line, fault.Column, fault.Path, fault.Message);

    public static FaultReport From(ImportNote note) => new(note.Place.File, note.Place.Line, note.Place.Column, note.Place.Path, note.Message);
}
