using System.CommandLine;

namespace Sockeye.Cli;

/// <summary>The options that every command has.</summary>
internal static class GlobalOptions
{
    public static readonly Option<string?> Config = new("--config")
    {
        Description = "The configuration file (default: sockeye.json in the data directory, else /etc/sockeye/sockeye.json, else the defaults)",
        HelpName = "FILE",
        Recursive = true,
    };

    public static readonly Option<string?> Data = new("--data")
    {
        Description = "The data directory (default: $SOCKEYE_DATA, $STATE_DIRECTORY, else the XDG data directory)",
        HelpName = "DIR",
        Recursive = true,
    };

    /// <summary>For every command that lists or shows; a new one for each, since an option belongs to its command.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print JSON for programs" };
}
