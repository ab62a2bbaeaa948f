using Sockeye.Benchmarks.Systems;
using Sockeye.Benchmarks.Works;

namespace Sockeye.Benchmarks.Report;

/// <summary>Every value of a run: by system, figure and round.</summary>
internal sealed class Results(IReadOnlyList<ProxySystem> systems, IReadOnlyList<Work> works, int rounds)
{
    private readonly Dictionary<(string System, string Figure), double[]> _values = [];

    public IReadOnlyList<ProxySystem> Systems => systems;

    public IReadOnlyList<Work> Works => works;

    public int Rounds => rounds;

    /// <summary>What went wrong, a line each.</summary>
    public List<string> Faults { get; } = [];

    public void Add(int round, ProxySystem system, Figure figure, double value)
    {
        if (!_values.TryGetValue((system.Name, figure.Id), out var values))
        {
            _values.Add((system.Name, figure.Id), values = Enumerable.Repeat(double.NaN, rounds).ToArray());
        }

        values[round] = value;
    }

    /// <summary>The rounds, NaN where there is no value.</summary>
    public IReadOnlyList<double> Rows(ProxySystem system, Figure figure) =>
        _values.TryGetValue((system.Name, figure.Id), out var values) ? values : Enumerable.Repeat(double.NaN, rounds).ToArray();

    public Spread? Of(ProxySystem system, Figure figure) => Spread.Of(Rows(system, figure));

    /// <summary>Of the systems in that role the one whose median is best, or null where none has the figure.</summary>
    public ProxySystem? Best(SystemRole role, Figure figure)
    {
        var candidates = systems.Where(s => s.Role == role && Of(s, figure) is not null);
        return figure.IsLowerBetter
            ? candidates.MinBy(s => Of(s, figure)!.Value.Median)
            : candidates.MaxBy(s => Of(s, figure)!.Value.Median);
    }

    /// <summary>The figure of one system by that of another, round by round.</summary>
    public Spread? Ratio(ProxySystem system, ProxySystem basis, Figure figure) => Spread.OfRatios(Rows(system, figure), Rows(basis, figure));
}
