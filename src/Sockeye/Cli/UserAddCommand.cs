using System.CommandLine;
using System.Text;
using Sockeye.Control.Users;
using Sockeye.Hosting;

namespace Sockeye.Cli;

/// <summary><c>sockeye user add NAME</c>.</summary>
internal static class UserAddCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var name = UserCommand.NameArgument();
        var stdin = new Option<bool>("--password-stdin") { Description = "Take the password from standard input: one line, 1 to 255 bytes" };
        var email = new Option<string?>("--email") { Description = "A second name that rules may use", HelpName = "E" };
        var upstream = new Option<string?>("--upstream") { Description = "The user's own way out: an upstream's id", HelpName = "ID" };
        var allow = UserFields.AllowOption();
        var expires = UserFields.ExpiresOption();
        var command = new Command("add", "Add a user; without --password-stdin a strong password is made and shown once")
        {
            name, stdin, email, upstream, allow, expires,
        };
        command.SetAction(parsed =>
        {
            var context = CommandContext.Prepare(parsed);
            var user = parsed.GetRequiredValue(name);
            UserFields.RequireName(user);
            var given = parsed.GetValue(stdin) ? PasswordInput.ReadLine(environment) : null;
            var password = given ?? PasswordGenerator.Generate();
            using var stores = ControlStores.Open(context);
            stores.Users.Add(new NewUser
            {
                Name = user,
                Email = parsed.GetValue(email),
                Upstream = parsed.GetValue(upstream),
                ExpiresAt = UserFields.ParseExpiry(parsed.GetValue(expires)),
                Commands = UserFields.ParseCommands(parsed.GetValue(allow)),
                PasswordHash = PasswordHasher.Hash(Encoding.UTF8.GetBytes(password)),
            });
            environment.Out.WriteLine($"user {Core.PeerText.Escape(user, PasswordInput.MaximumBytes)} added");
            if (given is not null)
            {
                PasswordInput.WarnIfWeak(given, user, environment);
            }
            else
            {
                ConnectionHints.Print(environment.Out, ConnectionHints.Find(context, environment), user, password);
            }

            return ExitStatus.Done;
        });
        return command;
    }
}
