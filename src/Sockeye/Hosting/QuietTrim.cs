using Sockeye.Native.Posix;

namespace Sockeye.Hosting;

/// <summary>
/// Gives memory back once a burst of connections is over: what handshakes left behind, in the collector's youngest
/// generation and in libssl's heap, would else stay until the next burst.
/// </summary>
/// <remarks>
/// A connection allocates and a relayed byte doesn't, so allocation is what tells a burst from quiet. What is live and what
/// is not stand mixed after a burst, so only a collection that compacts gives memory back: 3 KB of an idle connection
/// (docs/performance.md). It stops all threads for some 20 to 50 ms, hence the bounds below.
/// </remarks>
internal sealed class QuietTrim : IDisposable
{
    private const long KiB = 1024;
    private const long MiB = 1024 * KiB;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    // A second's worth of pauses in a hundred at most.
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(5);

    // A server at rest allocates some tens of KB a second (the looks at the database, the tick).
    private const long QuietBytesEachPeriod = 256 * KiB;

    // Some 250 connections; less is not worth a pause.
    private const long WorthwhileBytes = 2 * MiB;

    // 10,000 idle connections and their users. The pause grows with the heap: a larger one (a million users have 500 MB)
    // is left to the collector, but for its young generations.
    private const long LargestCompactedBytes = 64 * MiB;

    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Func<long> _allocated;
    private readonly Action _trim;
    private long _atLastLook;
    private long _atLastTrim;
    private long _lastTrim;
    private bool _sawBurst;

    internal QuietTrim(TimeProvider time)
        : this(time, () => GC.GetTotalAllocatedBytes(), Trim)
    {
    }

    internal QuietTrim(TimeProvider time, Func<long> allocated, Action trim)
    {
        (_time, _allocated, _trim) = (time, allocated, trim);
        _lastTrim = time.GetTimestamp();
        _timer = time.CreateTimer(_ => Look(), null, Period, Period);
    }

    public void Dispose() => _timer.Dispose();

    private static void Trim()
    {
        if (GC.GetGCMemoryInfo().TotalCommittedBytes > LargestCompactedBytes)
        {
            GC.Collect(1, GCCollectionMode.Forced, blocking: true);
            return;
        }

        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        HeapTrim.Run();
    }

    private void Look()
    {
        var allocated = _allocated();
        var isQuiet = allocated - _atLastLook < QuietBytesEachPeriod;
        _atLastLook = allocated;
        _sawBurst |= !isQuiet;
        if (isQuiet && _sawBurst && allocated - _atLastTrim >= WorthwhileBytes && _time.GetElapsedTime(_lastTrim) >= ShortestPause)
        {
            _sawBurst = false;
            (_atLastTrim, _lastTrim) = (allocated, _time.GetTimestamp());
            _trim();
        }
    }
}
