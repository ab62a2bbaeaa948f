using Sockeye.Benchmarks.Load;
using Sockeye.Benchmarks.Systems;

namespace Sockeye.Benchmarks.Works;

/// <summary>All works, in the order in which a round does them.</summary>
internal static class WorkCatalog
{
    /// <summary>The works whose latency is set against no proxy begin so.</summary>
    public const string LatencyPrefix = "latency-";

    /// <summary>Checks a system and has its runtime compile what it needs, before anything counts.</summary>
    public static void Warm(Workplace place, RunningSystem running)
    {
        const int Connections = 4_000; // of each kind: after them nothing is compiled any more
        const double Seconds = 1.5; // of bulk each way: a GB or so
        place.Do(running, LoadKind.Verify);
        place.Do(running, LoadKind.Connect, 32, seconds: 30, Connections);
        place.Do(running, LoadKind.Resume, 32, seconds: 30, Connections);
        place.Do(running, LoadKind.Download, 16, Seconds);
        place.Do(running, LoadKind.Upload, 16, Seconds);
        place.Do(running, LoadKind.Message, 64, Seconds);
    }

    /// <param name="sessions">How many sessions a proxy can hold here.</param>
    /// <param name="quick">Only what the limits are set for.</param>
    public static IReadOnlyList<Work> Create(int sessions, bool quick)
    {
        int[] connections = quick ? [16] : [1, 16, 64];
        int[] idle = quick ? [IdleWork.JudgedCount] : [1_000, IdleWork.JudgedCount, 9_000];
        return
        [
            .. connections.Select(n => new LoadWork($"download-{n}", $"bulk download, {n} connections", LoadKind.Download, n, Readings.Bulk)),
            .. connections.Select(n => new LoadWork($"upload-{n}", $"bulk upload, {n} connections", LoadKind.Upload, n, Readings.Bulk)),
            new LoadWork("connect", "new connections, full handshakes, 32 at a time", LoadKind.Connect, 32, Readings.Connections),
            new LoadWork("resume", "new connections, resumed, 32 at a time", LoadKind.Resume, 32, Readings.Connections),
            new LoadWork("message", "64 bytes there and back on 64 connections", LoadKind.Message, 64, Readings.Messages),
            new LoadWork("mixed", "messages while 16 downloads run", LoadKind.Mixed, 16, Readings.Mixed),
            .. quick ? [] : new Work[]
            {
                new LoadWork(LatencyPrefix + "connect", "new connections, one at a time", LoadKind.Connect, 1, Readings.Latency),
                new LoadWork(LatencyPrefix + "message", "messages, one at a time", LoadKind.Message, 1, Readings.Latency),
            },
            new IdleWork([.. idle.Where(n => n <= sessions)]),
        ];
    }
}

/// <summary>Checks and warms a system that has just started.</summary>
internal delegate void Warming(Workplace place, RunningSystem running);
