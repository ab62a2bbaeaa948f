using System.Text;
using Sockeye.Cli;
using Sockeye.Control.Configuration;
using Sockeye.Control.Users;

namespace Sockeye.Hosting;

/// <summary>The user that the first start makes, so that nothing needs to be asked.</summary>
internal static class FirstUser
{
    private const string Name = "sockeye";
    private const string FileName = "first-user.txt";

    /// <summary>Makes the user. Says how to log in: on a terminal itself, else the file in which it stands.</summary>
    /// <param name="add">Adds the user; it can log in when this returns, since what is printed next is a command to copy.</param>
    /// <param name="dataDirectory">Where the file goes.</param>
    /// <param name="inbound">How the server is reached.</param>
    /// <param name="environment">Where it is said.</param>
    public static void Make(Action<NewUser> add, string dataDirectory, ReachableInbound? inbound, CliEnvironment environment)
    {
        var password = PasswordGenerator.Generate();
        var hash = PasswordHasher.Hash(Encoding.UTF8.GetBytes(password));
        var text = new StringWriter();
        text.WriteLine($"the first user is called {Name}");
        ConnectionHints.Print(text, inbound, Name, password);
        if (environment.IsOutputTerminal)
        {
            add(new NewUser { Name = Name, PasswordHash = hash });
            environment.Out.Write(text.ToString());
            return;
        }

        // The file first: a user whose password nobody knows would be worse than a file without its user.
        var file = Path.Combine(dataDirectory, FileName);
        AtomicFile.Write(file, Encoding.UTF8.GetBytes(text.ToString()));
        add(new NewUser { Name = Name, PasswordHash = hash });
        environment.Out.WriteLine($"the first user is called {Name}; the password and the commands to copy stand in {file}");
    }
}
