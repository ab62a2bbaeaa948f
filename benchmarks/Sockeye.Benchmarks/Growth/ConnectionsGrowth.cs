using Sockeye.Benchmarks.Load;
using Sockeye.Benchmarks.Systems;
using Sockeye.Benchmarks.Works;

namespace Sockeye.Benchmarks.Growth;

/// <summary>Open connections, a tenth of them busy at a time: the cost of a message, and of a new connection beside them.</summary>
internal sealed class ConnectionsGrowth : GrowthWork
{
    private const int WarmConnections = 1_500;
    private const int StirThreads = 8;
    private const int NewAtATime = 16;

    private readonly IReadOnlyList<int> _counts;
    private readonly IReadOnlyList<Figure> _messages;
    private readonly IReadOnlyList<Figure> _connections;

    /// <param name="sessions">How many sessions a proxy can hold here.</param>
    public ConnectionsGrowth(int sessions)
        : base("growth-connections", "open connections, a tenth of them busy at a time")
    {
        _counts = [.. ((int[])[10, 100, 1_000, 9_000]).Where(n => n + NewAtATime <= sessions)];
        _messages = [.. _counts.Select(n => new Figure($"growth-connections.message-{n}", $"message at {n:N0}", "us CPU"))];
        _connections = [.. _counts.Select(n => new Figure($"growth-connections.connect-{n}", $"new at {n:N0}", "ms CPU"))];
        Figures = [.. _messages, .. _connections];
        Series = [_messages, _connections];
    }

    public override IReadOnlyList<Figure> Figures { get; }

    public override IReadOnlyList<IReadOnlyList<Figure>> Series { get; }

    public override IReadOnlyList<double> Measure(Workplace place, ProxySystem system, RunningSystem running)
    {
        List<double> messages = [], connections = [];
        using var fresh = system.Start(place.Around);
        place.Do(fresh, LoadKind.Connect, NewAtATime, seconds: 30, WarmConnections);
        place.Do(fresh, LoadKind.Message, NewAtATime);
        try
        {
            foreach (var count in _counts)
            {
                place.Do(fresh, LoadKind.Hold, count);
                var stirred = place.Do(fresh, LoadKind.Stir, StirThreads);
                messages.Add(stirred.ProxyCpu / stirred.Units * 1e6);
                var connected = place.Do(fresh, LoadKind.Connect, NewAtATime);
                connections.Add(connected.ProxyCpu / connected.Units * 1e3);
            }
        }
        finally
        {
            place.Do(fresh, LoadKind.Release);
        }

        return [.. messages, .. connections];
    }
}
