using Sockeye.Benchmarks.Systems;

namespace Sockeye.Benchmarks.Cli;

/// <summary>What was asked for on the command line.</summary>
internal sealed record BenchSettings
{
    public int Rounds { get; init; } = 5;

    public double Seconds { get; init; } = 3;

    /// <summary>Names, or empty for all.</summary>
    public IReadOnlyList<string> Works { get; init; } = [];

    /// <summary>Names, or empty for all.</summary>
    public IReadOnlyList<string> Systems { get; init; } = [];

    public IReadOnlyList<SockeyeBuild> Builds { get; init; } = [];

    public bool IsQuick { get; init; }

    /// <summary>What grows, instead of the comparison.</summary>
    public bool IsGrowth { get; init; }

    /// <summary>Datagrams, instead of the comparison.</summary>
    public bool IsUdp { get; init; }

    /// <summary>Connections to soak Sockeye with, instead of the comparison; 0 for none.</summary>
    public long Soak { get; init; }

    public string? JsonFile { get; init; }

    public string? PlotFile { get; init; }
}
