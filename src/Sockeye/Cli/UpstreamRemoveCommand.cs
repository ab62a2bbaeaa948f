using System.CommandLine;

namespace Sockeye.Cli;

/// <summary><c>sockeye upstream remove ID</c>.</summary>
internal static class UpstreamRemoveCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var id = UpstreamCommand.IdArgument();
        var command = new Command("remove", "Remove an external proxy that no user has") { id };
        command.SetAction(parsed =>
        {
            using var stores = ControlStores.Open(CommandContext.Prepare(parsed));
            var removed = stores.Upstreams.Remove(parsed.GetRequiredValue(id));
            environment.Out.WriteLine($"upstream {removed.Id} removed");
            return ExitStatus.Done;
        });
        return command;
    }
}
