using Sockeye.Benchmarks.Load;

namespace Sockeye.Benchmarks.Works;

/// <summary>All works, in the order in which a round does them.</summary>
internal static class WorkCatalog
{
    /// <summary>The works whose latency is set against no proxy begin so.</summary>
    public const string LatencyPrefix = "latency-";

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
