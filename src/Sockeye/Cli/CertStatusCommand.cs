using System.CommandLine;
using System.Text.Json;
using Sockeye.Control.Certificates;
using Sockeye.Control.Certificates.Managed;

namespace Sockeye.Cli;

/// <summary><c>sockeye cert status</c>: every certificate of the configuration, as it stands on the disk.</summary>
internal static class CertStatusCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var tag = new Argument<string?>("TAG") { Description = "One certificate only", Arity = ArgumentArity.ZeroOrOne };
        var json = GlobalOptions.Json();
        var command = new Command("status", "List the certificates: names, issuer, validity, next renewal, last error") { tag, json };
        command.SetAction(parsed => Run(CommandContext.Locate(parsed), parsed.GetValue(tag), parsed.GetValue(json), environment));
        return command;
    }

    private static int Run(CommandContext context, string? tag, bool json, CliEnvironment environment)
    {
        var options = context.LoadOptions(CheckCommand.KnownUpstreams(context), environment);
        var time = TimeProvider.System;
        var wished = options.Acme.ToDictionary(a => a.Tag, a => a.Names);
        IReadOnlyList<CertificateReport> reports =
        [
            .. CertificateInventory.List(options, context.DataDirectory, new FileCertificateStore(context.DataDirectory), time)
                .Where(s => tag is null || s.Tag == tag)
                .Select(s => CertificateReport.From(s, wished.GetValueOrDefault(s.Tag, []))),
        ];
        if (tag is not null && reports.Count == 0)
        {
            throw CliException.Failed($"no certificate is called \"{tag}\"; see: sockeye cert status");
        }

        if (json)
        {
            environment.Out.WriteLine(JsonSerializer.Serialize(reports, CliJson.Default.IReadOnlyListCertificateReport));
            return ExitStatus.Done;
        }

        var now = time.GetUtcNow();
        PlainTable.Print(environment.Out, ["TAG", "KIND", "NAMES", "ISSUER", "VALID UNTIL", "RENEWAL"], reports.Select(r => r.Row(now)));
        foreach (var note in reports.SelectMany(r => r.Notes()))
        {
            environment.Out.WriteLine(note);
        }

        return ExitStatus.Done;
    }
}
