using System.CommandLine;

namespace Sockeye.Cli;

/// <summary><c>sockeye user …</c>: one file a verb.</summary>
internal static class UserCommand
{
    public static Command Create(CliEnvironment environment) => new("user", "Users: add, list, show, set, password, enable, disable, remove, config")
    {
        UserAddCommand.Create(environment),
        UserListCommand.Create(environment),
        UserShowCommand.Create(environment),
        UserSetCommand.Create(environment),
        UserPasswordCommand.Create(environment),
        UserEnableCommand.Create(environment, "enable", "Let a user log in again", enabled: true),
        UserEnableCommand.Create(environment, "disable", "Keep a user out; open sessions end within a second", enabled: false),
        UserRemoveCommand.Create(environment),
        UserConfigCommand.Create(environment),
    };

    public static Argument<string> NameArgument() => new("NAME") { Description = "The user's name" };
}
