namespace Sockeye.Scale;

/// <summary>A clock whose one timer fires when it is told to, so that a look at the database can be timed by itself.</summary>
internal sealed class ManualTime : TimeProvider
{
    private Action? _fire;

    public void Fire() => _fire!();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _fire = () => callback(state);
        return new Timer();
    }

    private sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
