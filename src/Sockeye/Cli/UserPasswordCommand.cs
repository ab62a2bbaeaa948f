using System.CommandLine;
using System.Text;
using Sockeye.Control.Users;
using Sockeye.Hosting;

namespace Sockeye.Cli;

/// <summary><c>sockeye user password NAME</c>: another password; sessions of the old one end.</summary>
internal static class UserPasswordCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var name = UserCommand.NameArgument();
        var stdin = new Option<bool>("--password-stdin") { Description = "Take the password from standard input: one line, 1 to 255 bytes" };
        var command = new Command("password", "Give a user another password (a strong one is made and shown once); open sessions end within a second")
        {
            name, stdin,
        };
        command.SetAction(parsed =>
        {
            var context = CommandContext.Prepare(parsed);
            var given = parsed.GetValue(stdin) ? PasswordInput.ReadLine(environment) : null;
            var password = given ?? PasswordGenerator.Generate();
            using var stores = ControlStores.Open(context);
            var user = stores.Users.SetPassword(parsed.GetRequiredValue(name), PasswordHasher.Hash(Encoding.UTF8.GetBytes(password)));
            environment.Out.WriteLine($"user {user.Name} has another password");
            if (given is not null)
            {
                PasswordInput.WarnIfWeak(given, user.Name, environment);
            }
            else
            {
                ConnectionHints.Print(environment.Out, ConnectionHints.Find(context, environment), user.Name, password);
            }

            return ExitStatus.Done;
        });
        return command;
    }
}
