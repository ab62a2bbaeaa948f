using Sockeye.Benchmarks.Load;
using Sockeye.Benchmarks.Load.Workers;
using Sockeye.Benchmarks.Systems;

namespace Sockeye.Benchmarks.Works;

/// <summary>Datagrams of one length there and back.</summary>
internal sealed class DatagramWork(int bytes)
    : Work($"datagrams-{bytes}", $"datagrams of {bytes} bytes there and back, {Associations} associations with {DatagramWorker.Places} under way on each")
{
    private const int Associations = 8;

    private readonly IReadOnlyList<(Figure Figure, Func<LoadResult, double> Of)> _figures = Readings.Datagrams($"datagrams-{bytes}");

    /// <summary>The works of a run that measures datagrams: what a name look-up or a game sends, and what fills a packet.</summary>
    public static IReadOnlyList<Work> All { get; } = [new DatagramWork(64), new DatagramWork(1200)];

    public override IReadOnlyList<Figure> Figures => [.. _figures.Select(f => f.Figure)];

    /// <summary>Those that are set against v2ray's: the CPU and the rate.</summary>
    public IEnumerable<Figure> Compared => Figures.Take(2);

    /// <summary>Checks a system and has its runtime compile what it needs, before anything counts.</summary>
    public static void Warm(Workplace place, RunningSystem running)
    {
        const double Seconds = 1.5; // with each length
        place.Do(running, LoadKind.VerifyDatagrams);
        foreach (var work in All.Cast<DatagramWork>()) work.Do(place, running, Seconds);
    }

    public override IReadOnlyList<double> Measure(Workplace place, ProxySystem system, RunningSystem running)
    {
        var result = Do(place, running, null);
        return [.. _figures.Select(f => f.Of(result))];
    }

    private LoadResult Do(Workplace place, RunningSystem running, double? seconds) =>
        place.Do(running, LoadKind.Datagrams, Associations, seconds, datagramBytes: bytes);
}
