namespace Sockeye.Engine.Listening;

/// <summary>How many client connections there may be at a time, over all inbounds.</summary>
public sealed class ConnectionLimiter(int limit)
{
    private int _held;

    /// <summary>The limit.</summary>
    public int Limit => limit;

    /// <summary>How many leases are out.</summary>
    public int Held => Volatile.Read(ref _held);

    /// <summary>Takes a lease, or answers false at the limit.</summary>
    public bool TryTake()
    {
        if (Interlocked.Increment(ref _held) <= limit)
        {
            return true;
        }

        Interlocked.Decrement(ref _held);
        return false;
    }

    /// <summary>Gives a lease back.</summary>
    public void Release() => Interlocked.Decrement(ref _held);
}
