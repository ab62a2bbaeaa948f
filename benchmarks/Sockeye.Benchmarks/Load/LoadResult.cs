namespace Sockeye.Benchmarks.Load;

/// <summary>What came out of a job; a line of JSON on the generator's standard output.</summary>
internal sealed record LoadResult
{
    /// <summary>Why it failed, or null.</summary>
    public string? Fault { get; init; }

    /// <summary>How long the measured part was.</summary>
    public double Seconds { get; init; }

    /// <summary>Connections, messages or datagrams finished in it.</summary>
    public long Units { get; init; }

    /// <summary>Datagrams that were not answered in time.</summary>
    public long Lost { get; init; }

    /// <summary>Payload bytes moved in it.</summary>
    public long Bytes { get; init; }

    /// <summary>CPU seconds of the system's processes in it.</summary>
    public double ProxyCpu { get; init; }

    /// <summary>CPU seconds of the generator.</summary>
    public double LoadCpu { get; init; }

    /// <summary>CPU seconds of the target.</summary>
    public double TargetCpu { get; init; }

    /// <summary>The share of connections that resumed a session.</summary>
    public double Resumed { get; init; }

    /// <summary>Time of a unit.</summary>
    public LatencySummary? Latency { get; init; }
}

/// <summary>Percentiles in microseconds.</summary>
internal sealed record LatencySummary(long Count, double P50, double P99, double P999)
{
    /// <summary>Of all samples together, or null where there is none. The samples are in tenths of a microsecond.</summary>
    public static LatencySummary? Of(IEnumerable<List<uint>> samples)
    {
        var all = samples.SelectMany(s => s).ToArray();
        if (all.Length == 0) return null;
        Array.Sort(all);
        return new(all.Length, At(all, 0.5), At(all, 0.99), At(all, 0.999));
    }

    // The nearest rank: the smallest sample that so many are not above.
    private static double At(uint[] sorted, double share) => sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)] / 10.0;
}
