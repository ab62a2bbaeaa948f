using Sockeye.Engine.Diagnostics;

namespace Sockeye.HttpForwarding.Targets;

/// <summary>All pools. How many connections rest in them is bounded, for a user and in all; an unused pool goes.</summary>
internal sealed class TargetPoolTable : IDisposable
{
    /// <summary>What one pool may keep idle: the hosts of one page.</summary>
    public const int MaximumIdleOfPool = 32;

    /// <summary>What all pools may keep idle together: descriptors that a thousand users could hold without need.</summary>
    public const int MaximumIdleInAll = 1024;

    private static readonly TimeSpan SweepPeriod = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan UnusedLimit = TimeSpan.FromSeconds(60);

    private readonly Dictionary<TargetPoolKey, TargetPool> _pools = [];
    private readonly Lock _lock = new();
    private readonly EngineMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private bool _disposed;

    public TargetPoolTable(EngineMetrics metrics, TimeProvider time)
    {
        (_metrics, _time) = (metrics, time);
        _timer = time.CreateTimer(static table => ((TargetPoolTable)table!).Sweep(), this, SweepPeriod, SweepPeriod);
    }

    /// <summary>How many pools there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _pools.Count;
            }
        }
    }

    /// <summary>The pool for one request, until the lease is disposed.</summary>
    public TargetPoolLease Rent(TargetPoolKey key)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_pools.TryGetValue(key, out var pool) && pool.BypassesUpstream)
            {
                Retire(pool);
                pool = null;
            }

            if (pool is null)
            {
                pool = new TargetPool(key, new TargetHandler(key.Outbound, _metrics, _time));
                _pools.Add(key, pool);
            }

            pool.Leases++;
            return new TargetPoolLease(this, pool);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        lock (_lock)
        {
            _disposed = true;
            foreach (var pool in _pools.Values)
            {
                pool.IsRetired = true;
                pool.Dispose();
            }

            _pools.Clear();
        }
    }

    internal void Return(TargetPool pool)
    {
        lock (_lock)
        {
            pool.Leases--;
            pool.LastUsedAt = _time.GetTimestamp();
            var idle = pool.IdleConnections;
            if (!pool.IsRetired && (pool.BypassesUpstream || (pool.Leases == 0 && idle == 0) || idle > MaximumIdleOfPool || (idle > 0 && IdleInAll() > MaximumIdleInAll)))
            {
                Retire(pool);
            }
            else if (pool.IsRetired && pool.Leases == 0)
            {
                pool.Dispose();
            }
        }
    }

    internal void Sweep()
    {
        lock (_lock)
        {
            foreach (var pool in _pools.Values.Where(IsUnused).ToList())
            {
                Retire(pool);
            }
        }
    }

    private bool IsUnused(TargetPool pool) =>
        pool.Leases == 0 && (pool.IdleConnections == 0 || _time.GetElapsedTime(pool.LastUsedAt) >= UnusedLimit);

    private int IdleInAll()
    {
        var idle = 0;
        foreach (var pool in _pools.Values)
        {
            idle += pool.IdleConnections;
        }

        return idle;
    }

    private void Retire(TargetPool pool)
    {
        pool.IsRetired = true;
        _pools.Remove(pool.Key);
        if (pool.Leases == 0)
        {
            pool.Dispose();
        }
    }
}
