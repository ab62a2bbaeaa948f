namespace Sockeye.Engine.Sessions;

/// <summary>Time for sessions: exact where a stage is measured, coarse (as of the last tick) where a byte counts as activity.</summary>
public sealed class SessionClock
{
    private readonly TimeProvider _time;
    private long _coarse;

    /// <summary>Starts at the provider's present time.</summary>
    public SessionClock(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        _coarse = time.GetTimestamp();
    }

    internal DateTimeOffset UtcNow => _time.GetUtcNow();

    internal long Timestamp => _time.GetTimestamp();

    internal long CoarseTimestamp => Volatile.Read(ref _coarse);

    internal TimeProvider Provider => _time;

    internal TimeSpan Elapsed(long from, long to) => _time.GetElapsedTime(from, to);

    internal long Tick()
    {
        var now = _time.GetTimestamp();
        Volatile.Write(ref _coarse, now);
        return now;
    }
}
