using Sockeye.Benchmarks.Load;
using Sockeye.Benchmarks.Machine;
using Sockeye.Benchmarks.Systems;
using Sockeye.Benchmarks.Works;

namespace Sockeye.Benchmarks.Growth;

/// <summary>Servers that are started with more and more of something: the cost of a new connection, and their memory at rest.</summary>
internal sealed class PreparedGrowth : GrowthWork
{
    private const int WarmConnections = 1_500;
    private const int AtATime = 32;

    private readonly IReadOnlyList<int> _counts;
    private readonly Func<int, SockeyePreparation> _prepare;
    private readonly IReadOnlyList<Figure> _connections;

    public PreparedGrowth(string of, IReadOnlyList<int> counts, Func<int, SockeyePreparation> prepare)
        : base($"growth-{of}", $"new connections, full handshakes, with more {of}")
    {
        _counts = counts;
        _prepare = prepare;
        _connections = [.. counts.Select(n => new Figure($"growth-{of}.connect-{n}", $"new at {n:N0}", "ms CPU"))];
        Figures = [.. _connections, .. counts.Select(n => new Figure($"growth-{of}.memory-{n}", $"server of {n:N0}", "MB"))];
        Series = [_connections];
    }

    public override IReadOnlyList<Figure> Figures { get; }

    public override IReadOnlyList<IReadOnlyList<Figure>> Series { get; }

    public override IReadOnlyList<double> Measure(Workplace place, ProxySystem system, RunningSystem running)
    {
        List<double> costs = [], memory = [];
        foreach (var count in _counts)
        {
            using var fresh = (system.StartPrepared ?? throw new WorkFailedException("only Sockeye grows"))(place.Around, _prepare(count));
            place.Do(fresh, LoadKind.Connect, AtATime, seconds: 30, WarmConnections);
            var result = place.Do(fresh, LoadKind.Connect, AtATime);
            costs.Add(result.ProxyCpu / result.Units * 1e3);
            memory.Add(Settling.OfMemory(fresh.Processes) / 1e6);
        }

        return [.. costs, .. memory];
    }
}
