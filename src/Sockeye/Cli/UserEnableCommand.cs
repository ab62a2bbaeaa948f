using System.CommandLine;

namespace Sockeye.Cli;

/// <summary><c>sockeye user enable NAME</c> and <c>disable NAME</c>.</summary>
internal static class UserEnableCommand
{
    public static Command Create(CliEnvironment environment, string verb, string description, bool enabled)
    {
        var name = UserCommand.NameArgument();
        var command = new Command(verb, description) { name };
        command.SetAction(parsed =>
        {
            using var stores = ControlStores.Open(CommandContext.Prepare(parsed));
            var user = stores.Users.SetEnabled(parsed.GetRequiredValue(name), enabled);
            environment.Out.WriteLine($"user {user.Name} {verb}d");
            return ExitStatus.Done;
        });
        return command;
    }
}
