using System.Text;
using Spectre.Console;
using Sockeye.Control.Users;

namespace Sockeye.Cli;

/// <summary>A password from standard input or a prompt: never from the command line, which others can list.</summary>
internal static class PasswordInput
{
    public const int MaximumBytes = 255;

    /// <summary>One line of standard input without its end: 1 to 255 bytes.</summary>
    public static string ReadLine(CliEnvironment environment)
    {
        var line = environment.In.ReadLine();
        return Encoding.UTF8.GetByteCount(line ?? "") is >= 1 and <= MaximumBytes
            ? line!
            : throw CliException.Usage($"--password-stdin takes one line of 1 to {MaximumBytes} bytes from standard input");
    }

    /// <summary>Asks on a terminal, without showing what is typed.</summary>
    public static string Prompt(CliEnvironment environment, string question)
    {
        if (!environment.IsInputTerminal || !environment.IsOutputTerminal)
        {
            throw CliException.Usage("there is no terminal to ask for the password; give it with --password-stdin");
        }

        return AnsiConsole.Prompt(new TextPrompt<string>(question).Secret());
    }

    /// <summary>Says so, on standard error, where a password is weak.</summary>
    public static void WarnIfWeak(string password, string userName, CliEnvironment environment)
    {
        if (PasswordStrength.Warning(Encoding.UTF8.GetBytes(password), userName) is { } warning)
        {
            environment.Error.WriteLine($"warning: {warning}");
        }
    }
}
