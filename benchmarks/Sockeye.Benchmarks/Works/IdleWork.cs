using Sockeye.Benchmarks.Load;
using Sockeye.Benchmarks.Machine;
using Sockeye.Benchmarks.Systems;

namespace Sockeye.Benchmarks.Works;

/// <summary>
/// Memory of an idle connection. The system is started anew for it: in one that has worked, what it freed before would
/// hide what it takes now.
/// </summary>
internal sealed class IdleWork(IReadOnlyList<int> counts) : Work("idle", "memory of an idle connection")
{
    /// <summary>What the limit is set for.</summary>
    public const int JudgedCount = 5_000;

    // Code is compiled and pools are filled before the first reading.
    private const int FirstConnections = 500;

    public override IReadOnlyList<Figure> Figures { get; } = [.. counts.Select(FigureOf)];

    /// <summary>The figure of so many connections.</summary>
    public static Figure FigureOf(int count) => new($"idle-{count}.memory", $"{count:N0} idle", "KB/conn");

    public override IReadOnlyList<double> Measure(Workplace place, ProxySystem system, RunningSystem running)
    {
        if (system.Role == SystemRole.Direct) return [.. counts.Select(_ => double.NaN)];
        using var fresh = system.Start(place.Around);
        place.Do(fresh, LoadKind.Connect, connections: 8, seconds: 20, units: FirstConnections);
        var before = Settling.OfMemory(fresh.Processes);
        List<double> values = [];
        try
        {
            foreach (var count in counts)
            {
                place.Do(fresh, LoadKind.Hold, count);
                values.Add((Settling.OfMemory(fresh.Processes) - before) / 1e3 / count);
            }
        }
        catch (WorkFailedException) when (values.Count > 0)
        {
            // It holds fewer than that; what it does hold stands.
            values.AddRange(Enumerable.Repeat(double.NaN, counts.Count - values.Count));
        }
        finally
        {
            place.Do(fresh, LoadKind.Release);
        }

        return values;
    }
}
