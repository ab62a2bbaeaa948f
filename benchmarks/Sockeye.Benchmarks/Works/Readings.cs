using Sockeye.Benchmarks.Load;

namespace Sockeye.Benchmarks.Works;

/// <summary>The figures of the generator's jobs. No proxy has no CPU of its own; the generator's stands beside each.</summary>
internal static class Readings
{
    /// <summary>Behind the dot: the proxy's CPU for a unit of the work.</summary>
    public const string Cpu = "cpu";

    /// <summary>Behind the dot: the generator's.</summary>
    public const string Generator = "generator";

    private const double Giga = 1e9;

    /// <summary>Of bulk: seconds of CPU for a GB (10^9 bytes), and MB a second.</summary>
    public static IReadOnlyList<(Figure Figure, Func<LoadResult, double> Of)> Bulk(string work) =>
    [
        (new($"{work}.{Cpu}", "CPU", "s/GB"), r => ProxyCpu(r) / r.Bytes * Giga),
        (new($"{work}.rate", "rate", "MB/s", IsLowerBetter: false), r => r.Bytes / r.Seconds / 1e6),
        (new($"{work}.{Generator}", "generator", "s/GB"), r => r.LoadCpu / r.Bytes * Giga),
        (new($"{work}.target", "target", "s/GB"), r => r.TargetCpu / r.Bytes * Giga),
    ];

    /// <summary>Of connections: milliseconds.</summary>
    public static IReadOnlyList<(Figure Figure, Func<LoadResult, double> Of)> Connections(string work) => Units(work, "ms", 1e3, "conn/s");

    /// <summary>Of messages: microseconds.</summary>
    public static IReadOnlyList<(Figure Figure, Func<LoadResult, double> Of)> Messages(string work) => Units(work, "us", 1e6, "msg/s");

    /// <summary>Of datagrams: each is one there and back.</summary>
    public static IReadOnlyList<(Figure Figure, Func<LoadResult, double> Of)> Datagrams(string work)
    {
        var units = Units(work, "us", 1e6, "1/s");
        return [.. units.Take(2), (new($"{work}.loss", "lost", "%"), r => 100.0 * r.Lost / (r.Units + r.Lost)), .. units.Skip(2)];
    }

    /// <summary>Of messages beside downloads.</summary>
    public static IReadOnlyList<(Figure Figure, Func<LoadResult, double> Of)> Mixed(string work) =>
    [
        (new($"{work}.p50", "p50", "us"), r => r.Latency?.P50 ?? double.NaN),
        (new($"{work}.p99", "p99", "us"), r => r.Latency?.P99 ?? double.NaN),
        (new($"{work}.rate", "downloads", "MB/s", IsLowerBetter: false), r => r.Bytes / r.Seconds / 1e6),
    ];

    /// <summary>Of one at a time: what is added, by the side of no proxy.</summary>
    public static IReadOnlyList<(Figure Figure, Func<LoadResult, double> Of)> Latency(string work) =>
    [
        (new($"{work}.p50", "p50", "us"), r => r.Latency?.P50 ?? double.NaN),
        (new($"{work}.p99", "p99", "us"), r => r.Latency?.P99 ?? double.NaN),
        (new($"{work}.p999", "p99.9", "us"), r => r.Latency?.P999 ?? double.NaN),
    ];

    private static IReadOnlyList<(Figure Figure, Func<LoadResult, double> Of)> Units(string work, string unit, double scale, string rate) =>
    [
        (new($"{work}.{Cpu}", "CPU", unit), r => ProxyCpu(r) / r.Units * scale),
        (new($"{work}.rate", "rate", rate, IsLowerBetter: false), r => r.Units / r.Seconds),
        (new($"{work}.p50", "p50", unit), r => (r.Latency?.P50 ?? double.NaN) / 1e6 * scale),
        (new($"{work}.p99", "p99", unit), r => (r.Latency?.P99 ?? double.NaN) / 1e6 * scale),
        (new($"{work}.p999", "p99.9", unit), r => (r.Latency?.P999 ?? double.NaN) / 1e6 * scale),
        (new($"{work}.{Generator}", "generator", unit), r => r.LoadCpu / r.Units * scale),
        (new($"{work}.target", "target", unit), r => r.TargetCpu / r.Units * scale),
    ];

    private static double ProxyCpu(LoadResult result) => result.ProxyCpu > 0 ? result.ProxyCpu : double.NaN;
}
