using Sockeye.Native.Posix;

namespace Sockeye.Hosting;

/// <summary>
/// Gives memory back once a burst of connections is over: what handshakes left behind, in the collector's youngest
/// generation and in libssl's heap, would else stay until the next burst.
/// </summary>
/// <remarks>
/// A connection allocates and a relayed byte doesn't, so allocation is what tells a burst from quiet. Worth 2 KB of an
/// idle connection (docs/performance.md).
/// </remarks>
internal sealed class QuietTrim : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    // A server at rest allocates some tens of KB a second (the looks at the database, the tick).
    private const long QuietBytesEachPeriod = 256 * 1024;

    // Some 400 connections; less is not worth a pause of milliseconds.
    private const long WorthwhileBytes = 4 * 1024 * 1024;

    private readonly ITimer _timer;
    private readonly Func<long> _allocated;
    private readonly Action _trim;
    private long _atLastLook;
    private long _atLastTrim;

    internal QuietTrim(TimeProvider time)
        : this(time, () => GC.GetTotalAllocatedBytes(), Trim)
    {
    }

    internal QuietTrim(TimeProvider time, Func<long> allocated, Action trim)
    {
        (_allocated, _trim) = (allocated, trim);
        _timer = time.CreateTimer(_ => Look(), null, Period, Period);
    }

    public void Dispose() => _timer.Dispose();

    private static void Trim()
    {
        // The young generations only: users and rules are in the oldest, and need not be looked through.
        GC.Collect(1, GCCollectionMode.Forced, blocking: true);
        HeapTrim.Run();
    }

    private void Look()
    {
        var allocated = _allocated();
        var isQuiet = allocated - _atLastLook < QuietBytesEachPeriod;
        _atLastLook = allocated;
        if (isQuiet && allocated - _atLastTrim >= WorthwhileBytes)
        {
            _atLastTrim = allocated;
            _trim();
        }
    }
}
