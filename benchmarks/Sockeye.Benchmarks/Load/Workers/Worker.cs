using System.Diagnostics;

namespace Sockeye.Benchmarks.Load.Workers;

/// <summary>One thread of the generator. It counts what it has finished; others read the counters while it runs.</summary>
internal abstract class Worker(Dialer dialer) : IDisposable
{
    private long _units;
    private long _bytes;
    private long _resumed;
    private long _lost;

    /// <summary>Set when it may be measured; it works on until it is stopped.</summary>
    public volatile bool IsReady;

    /// <summary>Whether times are kept.</summary>
    public volatile bool IsRecording;

    /// <summary>Asks it to end after the unit that it is at.</summary>
    public volatile bool IsStopping;

    public long Units => Volatile.Read(ref _units);

    public long Bytes => Volatile.Read(ref _bytes);

    public long Resumed => Volatile.Read(ref _resumed);

    public long Lost => Volatile.Read(ref _lost);

    /// <summary>What ended it before its time.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>The time of each unit, in tenths of a microsecond.</summary>
    public List<uint> Samples { get; } = [];

    protected Dialer Dialer => dialer;

    /// <summary>The thread's whole life; never throws.</summary>
    public void Run()
    {
        try
        {
            Work();
        }
        catch (Exception e)
        {
            Fault = e;
        }
    }

    public void Dispose() => dialer.Dispose();

    protected abstract void Work();

    protected void CountBytes(int count) => Volatile.Write(ref _bytes, _bytes + count);

    protected void CountLost() => Volatile.Write(ref _lost, _lost + 1);

    protected void CountUnit(long since, bool resumed = false)
    {
        Volatile.Write(ref _units, _units + 1);
        if (resumed) Volatile.Write(ref _resumed, _resumed + 1);
        if (IsRecording) Samples.Add((uint)Math.Min(uint.MaxValue, Stopwatch.GetElapsedTime(since).Ticks));
    }
}
