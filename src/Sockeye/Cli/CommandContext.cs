using System.CommandLine;
using Sockeye.Control.Configuration;

namespace Sockeye.Cli;

/// <summary>Where a command finds its data and its configuration.</summary>
internal sealed record CommandContext(string DataDirectory, string? ConfigurationFile, string? RequestedConfiguration)
{
    /// <summary>Reads --data and --config; creates and tightens the data directory.</summary>
    public static CommandContext Prepare(ParseResult parsed)
    {
        var context = Locate(parsed);
        Control.Configuration.DataDirectory.Prepare(context.DataDirectory);
        return context;
    }

    /// <summary>As <see cref="Prepare"/>, but touches nothing.</summary>
    public static CommandContext Locate(ParseResult parsed)
    {
        var data = Control.Configuration.DataDirectory.Resolve(parsed.GetValue(GlobalOptions.Data));
        var requested = parsed.GetValue(GlobalOptions.Config);
        return new CommandContext(data, Control.Configuration.ConfigurationFile.Locate(requested, data), requested);
    }

    /// <summary>The configuration, or every fault in it and exit status 2.</summary>
    /// <param name="knownUpstreams">The upstreams of the database, or null where they are not known.</param>
    /// <param name="environment">Where faults are told.</param>
    /// <param name="withWarnings">Whether what works but deserves a look is told too: by <c>serve</c>, not by whoever adds a user.</param>
    public SockeyeOptions LoadOptions(IReadOnlyCollection<string>? knownUpstreams, CliEnvironment environment, bool withWarnings = false)
    {
        var result = ConfigurationLoader.Load(ConfigurationFile, knownUpstreams);
        foreach (var warning in withWarnings ? result.Warnings : [])
        {
            environment.Error.WriteLine($"warning: {warning}");
        }

        if (result.IsValid)
        {
            return result.Options;
        }

        if (result.Faults is [var only])
        {
            throw CliException.Usage(only.ToString());
        }

        foreach (var fault in result.Faults)
        {
            environment.Error.WriteLine(fault);
        }

        throw CliException.Usage($"the configuration has {result.Faults.Count} faults");
    }
}
