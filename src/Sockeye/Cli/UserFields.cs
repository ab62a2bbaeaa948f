using System.CommandLine;
using System.Globalization;
using Sockeye.Control.Users;
using Sockeye.Engine.Authentication;

namespace Sockeye.Cli;

/// <summary>The fields of a user as they are typed.</summary>
internal static class UserFields
{
    public static Option<string?> AllowOption() => new("--allow")
    {
        Description = "The commands open to the user, of connect, udp and bind (default: connect,udp)",
        HelpName = "connect,udp,bind",
    };

    public static Option<string?> ExpiresOption() => new("--expires")
    {
        Description = "From when the user may no longer log in: 2027-01-31, 2027-01-31T12:00:00Z, or never",
        HelpName = "TIME",
    };

    public static void RequireName(string name)
    {
        if (!UserName.TryValidate(name, out var why))
        {
            throw CliException.Usage(why);
        }
    }

    public static UserCommands ParseCommands(string? text)
    {
        if (text is null)
        {
            return UserCommands.Connect | UserCommands.Udp;
        }

        var commands = UserCommands.None;
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            commands |= word switch
            {
                "connect" => UserCommands.Connect,
                "udp" => UserCommands.Udp,
                "bind" => UserCommands.Bind,
                _ => throw CliException.Usage($"--allow knows connect, udp and bind, separated by commas, not \"{word}\""),
            };
        }

        return commands;
    }

    public static string Describe(UserCommands commands)
    {
        var words = new List<string>();
        if (commands.HasFlag(UserCommands.Connect))
        {
            words.Add("connect");
        }

        if (commands.HasFlag(UserCommands.Udp))
        {
            words.Add("udp");
        }

        if (commands.HasFlag(UserCommands.Bind))
        {
            words.Add("bind");
        }

        return words.Count == 0 ? "none" : string.Join(',', words);
    }

    public static DateTimeOffset? ParseExpiry(string? text)
    {
        if (text is null or "never")
        {
            return null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw CliException.Usage($"--expires takes a time such as 2027-01-31 or 2027-01-31T12:00:00Z (UTC where no zone is given), or never, not \"{text}\"");
    }
}
