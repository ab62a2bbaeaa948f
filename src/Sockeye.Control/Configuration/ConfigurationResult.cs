using System.Diagnostics.CodeAnalysis;

namespace Sockeye.Control.Configuration;

/// <summary>The options, or every fault that stands in their way.</summary>
public sealed class ConfigurationResult
{
    internal ConfigurationResult(SockeyeOptions? options, IReadOnlyList<ConfigurationFault> faults, IReadOnlyList<ConfigurationFault> warnings)
    {
        Options = options;
        Faults = faults;
        Warnings = warnings;
    }

    /// <summary>The options; null where there are faults.</summary>
    public SockeyeOptions? Options { get; }

    /// <summary>Every fault, in the order of the file.</summary>
    public IReadOnlyList<ConfigurationFault> Faults { get; }

    /// <summary>What works but deserves a look, as an expired certificate does; in the order of the file.</summary>
    public IReadOnlyList<ConfigurationFault> Warnings { get; }

    /// <summary>Whether a key or a token stands in the file itself.</summary>
    internal bool HoldsSecret { get; init; }

    /// <summary>Whether there are options.</summary>
    [MemberNotNullWhen(true, nameof(Options))]
    public bool IsValid => Options is not null;
}
