using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace Sockeye.Cli;

/// <summary><c>sockeye upstream show ID</c>.</summary>
internal static class UpstreamShowCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var id = UpstreamCommand.IdArgument();
        var json = GlobalOptions.Json();
        var command = new Command("show", "Show one external proxy") { id, json };
        command.SetAction(parsed =>
        {
            using var stores = ControlStores.Open(CommandContext.Prepare(parsed));
            var record = stores.Upstreams.Find(parsed.GetRequiredValue(id))
                ?? throw CliException.Failed($"no upstream is called \"{parsed.GetRequiredValue(id)}\"; see: sockeye upstream list");
            var upstream = UpstreamReport.From(record);
            if (parsed.GetValue(json))
            {
                environment.Out.WriteLine(JsonSerializer.Serialize(upstream, CliJson.Default.UpstreamReport));
                return ExitStatus.Done;
            }

            PlainTable.Print(
                environment.Out,
                ["id", upstream.Id],
                [
                    ["url", upstream.Url],
                    ["state", upstream.Unavailable is { } why ? $"{upstream.State}: {why}" : upstream.State],
                    ["password", upstream.HasPassword ? "yes" : "no"],
                    ["server name", upstream.ServerName],
                    ["authority", upstream.HasCertificateAuthority ? "own" : "system"],
                    ["pinned key", upstream.PinSha256],
                    ["fallback", upstream.Fallback],
                    ["created", upstream.CreatedAt.ToString("u", CultureInfo.InvariantCulture)],
                    ["updated", upstream.UpdatedAt.ToString("u", CultureInfo.InvariantCulture)],
                ]);
            return ExitStatus.Done;
        });
        return command;
    }
}
