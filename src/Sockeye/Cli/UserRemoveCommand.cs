using System.CommandLine;

namespace Sockeye.Cli;

/// <summary><c>sockeye user remove NAME</c>.</summary>
internal static class UserRemoveCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var name = UserCommand.NameArgument();
        var command = new Command("remove", "Remove a user; open sessions end within a second") { name };
        command.SetAction(parsed =>
        {
            using var stores = ControlStores.Open(CommandContext.Prepare(parsed));
            var user = stores.Users.Remove(parsed.GetRequiredValue(name));
            environment.Out.WriteLine($"user {user.Name} removed");
            return ExitStatus.Done;
        });
        return command;
    }
}
