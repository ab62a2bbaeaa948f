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

        throw Refusal(result.Faults, "the configuration has", environment);
    }

    /// <summary>One fault as the error itself; of several each on a line, and the error is how many there are.</summary>
    /// <param name="faults">At least one, each a line for the operator.</param>
    /// <param name="whose">Before the number, as in "the configuration has".</param>
    /// <param name="environment">Where they are told.</param>
    public static CliException Refusal<T>(IReadOnlyList<T> faults, string whose, CliEnvironment environment)
        where T : notnull
    {
        if (faults is [var only])
        {
            return CliException.Usage($"{only}");
        }

        foreach (var fault in faults)
        {
            environment.Error.WriteLine(fault);
        }

        return CliException.Usage($"{whose} {faults.Count} faults");
    }
}
