using System.CommandLine;
using System.Text.Json;

namespace Sockeye.Cli;

/// <summary><c>sockeye upstream list</c>.</summary>
internal static class UpstreamListCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var json = GlobalOptions.Json();
        var command = new Command("list", "List the external proxies of the database") { json };
        command.SetAction(parsed =>
        {
            using var stores = ControlStores.Open(CommandContext.Prepare(parsed));
            IReadOnlyList<UpstreamReport> upstreams = [.. stores.Upstreams.List().Select(UpstreamReport.From)];
            if (parsed.GetValue(json))
            {
                environment.Out.WriteLine(JsonSerializer.Serialize(upstreams, CliJson.Default.IReadOnlyListUpstreamReport));
                return ExitStatus.Done;
            }

            PlainTable.Print(
                environment.Out,
                ["ID", "STATE", "URL", "PASSWORD", "TRUST", "FALLBACK"],
                upstreams.Select(u => (string?[])
                [
                    u.Id, u.State, u.Url, u.HasPassword ? "yes" : "no",
                    u.PinSha256 is not null ? "pinned key" : u.HasCertificateAuthority ? "own authority" : "system", u.Fallback,
                ]));
            return ExitStatus.Done;
        });
        return command;
    }
}
