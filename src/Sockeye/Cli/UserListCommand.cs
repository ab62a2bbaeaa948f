using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace Sockeye.Cli;

/// <summary><c>sockeye user list</c>.</summary>
internal static class UserListCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var json = GlobalOptions.Json();
        var command = new Command("list", "List the users") { json };
        command.SetAction(parsed =>
        {
            using var stores = ControlStores.Open(CommandContext.Prepare(parsed));
            IReadOnlyList<UserReport> users = [.. stores.Users.List().Select(UserReport.From)];
            if (parsed.GetValue(json))
            {
                environment.Out.WriteLine(JsonSerializer.Serialize(users, CliJson.Default.IReadOnlyListUserReport));
                return ExitStatus.Done;
            }

            var now = TimeProvider.System.GetUtcNow();
            PlainTable.Print(
                environment.Out,
                ["NAME", "STATE", "ALLOW", "UPSTREAM", "E-MAIL", "EXPIRES"],
                users.Select(u => (string?[])[u.Name, u.State(now), u.Allow, u.Upstream, u.Email, u.ExpiresAt?.ToString("u", CultureInfo.InvariantCulture)]));
            return ExitStatus.Done;
        });
        return command;
    }
}
