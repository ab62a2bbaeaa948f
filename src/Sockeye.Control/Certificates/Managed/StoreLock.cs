namespace Sockeye.Control.Certificates.Managed;

/// <summary>Waits for a lock of the store that another may have.</summary>
public static class StoreLock
{
    /// <summary>The lock, or null where it was not to be had within the limit; it is tried once in any case.</summary>
    /// <param name="tryTake">Takes it, or gives null where another has it.</param>
    /// <param name="pause">Between two tries.</param>
    /// <param name="limit">For all of them.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<IDisposable?> WaitAsync(
        Func<IDisposable?> tryTake, TimeSpan pause, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tryTake);
        ArgumentNullException.ThrowIfNull(time);
        var started = time.GetTimestamp();
        while (true)
        {
            if (tryTake() is { } held)
            {
                return held;
            }

            if (time.GetElapsedTime(started) > limit)
            {
                return null;
            }

            await Task.Delay(pause, time, cancellationToken);
        }
    }
}
