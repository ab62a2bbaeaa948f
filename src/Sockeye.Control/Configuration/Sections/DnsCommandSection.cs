using Sockeye.Control.Configuration.Reading;

namespace Sockeye.Control.Configuration.Sections;

/// <summary><c>acme[].dns</c> with the provider <c>command</c>.</summary>
internal static class DnsCommandSection
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    // Hooks wait for their provider, some until the record is to be seen.
    private static readonly TimeSpan ByDefault = TimeSpan.FromSeconds(120);

    public static DnsCommandOptions? Bind(ConfigurationSection dns)
    {
        dns.Require("command");
        var command = dns.FilePath("command");
        var timeout = dns.Duration("timeout", ByDefault, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        if (command is null)
        {
            return null;
        }

        if (Fault(command) is { } fault)
        {
            dns.Fault(dns.PlaceOf("command"), fault);
            return null;
        }

        return new DnsCommandOptions(command, timeout);
    }

    private static string? Fault(string command) =>
        Directory.Exists(command) ? $"{command} is a directory; name a program"
        : !File.Exists(command) ? $"{command} does not exist, or this user may not look into its directory"
        : !OperatingSystem.IsWindows() && (File.GetUnixFileMode(command) & Executable) == 0 ? $"{command} may not be executed; allow it with chmod +x"
        : null;
}
