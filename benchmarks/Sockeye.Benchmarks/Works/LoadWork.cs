using Sockeye.Benchmarks.Load;
using Sockeye.Benchmarks.Systems;

namespace Sockeye.Benchmarks.Works;

/// <summary>A work that is one job of the generator against a running system.</summary>
internal sealed class LoadWork(string name, string title, LoadKind kind, int connections, Reading reading) : Work(name, title)
{
    private readonly IReadOnlyList<(Figure Figure, Func<LoadResult, double> Of)> _figures = reading(name);

    public override IReadOnlyList<Figure> Figures => [.. _figures.Select(f => f.Figure)];

    public override IReadOnlyList<double> Measure(Workplace place, ProxySystem system, RunningSystem running)
    {
        var result = place.Do(running, kind, connections);
        if (kind == LoadKind.Resume && result.Resumed < 0.95)
        {
            throw new WorkFailedException($"only {result.Resumed:P0} of the connections resumed a session");
        }

        return [.. _figures.Select(f => f.Of(result))];
    }
}

/// <summary>What is read off a job of that name.</summary>
internal delegate IReadOnlyList<(Figure Figure, Func<LoadResult, double> Of)> Reading(string work);
