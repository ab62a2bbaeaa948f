using System.CommandLine;
using Sockeye.Control.Users;
using Sockeye.Engine.Authentication;

namespace Sockeye.Cli;

/// <summary><c>sockeye user set NAME …</c>: changes what is named, leaves the rest.</summary>
internal static class UserSetCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var name = UserCommand.NameArgument();
        var email = new Option<string?>("--email") { Description = "A second name that rules may use; none takes it away", HelpName = "E" };
        var upstream = new Option<string?>("--upstream") { Description = "The user's own way out: an upstream's id; none takes it away", HelpName = "ID" };
        var allow = UserFields.AllowOption();
        var expires = UserFields.ExpiresOption();
        var command = new Command("set", "Change a user's e-mail, upstream, commands or expiry; what is not named stays") { name, email, upstream, allow, expires };
        command.SetAction(parsed =>
        {
            var changes = new UserChanges
            {
                Email = parsed.GetResult(email) is null ? default : (Change<string?>)NoneToNull(parsed.GetValue(email)),
                Upstream = parsed.GetResult(upstream) is null ? default : (Change<string?>)NoneToNull(parsed.GetValue(upstream)),
                Commands = parsed.GetResult(allow) is null ? default : (Change<UserCommands>)UserFields.ParseCommands(parsed.GetValue(allow)),
                ExpiresAt = parsed.GetResult(expires) is null ? default : (Change<DateTimeOffset?>)UserFields.ParseExpiry(parsed.GetValue(expires)),
            };
            if (changes == new UserChanges())
            {
                throw CliException.Usage("nothing to change: name at least one of --email, --upstream, --allow, --expires");
            }

            using var stores = ControlStores.Open(CommandContext.Prepare(parsed));
            var user = stores.Users.Set(parsed.GetRequiredValue(name), changes);
            environment.Out.WriteLine($"user {user.Name} changed");
            return ExitStatus.Done;
        });
        return command;
    }

    private static string? NoneToNull(string? text) => text is "none" or "" ? null : text;
}
