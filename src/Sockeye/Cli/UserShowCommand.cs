using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace Sockeye.Cli;

/// <summary><c>sockeye user show NAME</c>.</summary>
internal static class UserShowCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var name = UserCommand.NameArgument();
        var json = GlobalOptions.Json();
        var command = new Command("show", "Show one user") { name, json };
        command.SetAction(parsed =>
        {
            using var stores = ControlStores.Open(CommandContext.Prepare(parsed));
            var record = stores.Users.Find(parsed.GetRequiredValue(name))
                ?? throw CliException.Failed($"no user is called \"{parsed.GetRequiredValue(name)}\"; see: sockeye user list");
            var user = UserReport.From(record);
            if (parsed.GetValue(json))
            {
                environment.Out.WriteLine(JsonSerializer.Serialize(user, CliJson.Default.UserReport));
                return ExitStatus.Done;
            }

            PlainTable.Print(
                environment.Out,
                ["name", user.Name],
                [
                    ["state", user.State(TimeProvider.System.GetUtcNow())],
                    ["allow", user.Allow],
                    ["upstream", user.Upstream],
                    ["e-mail", user.Email],
                    ["uuid", user.Uuid.ToString()],
                    ["expires", user.ExpiresAt?.ToString("u", CultureInfo.InvariantCulture) ?? "never"],
                    ["created", user.CreatedAt.ToString("u", CultureInfo.InvariantCulture)],
                    ["updated", user.UpdatedAt.ToString("u", CultureInfo.InvariantCulture)],
                ]);
            return ExitStatus.Done;
        });
        return command;
    }
}
