namespace Sockeye.Engine.Authentication;

/// <summary>
/// Threads of our own that hash: the thread pool must not fill up with work of 25 ms and more a piece,
/// or every session waits behind it. Started by the first login, ended by disposal.
/// </summary>
internal sealed class HashingPool(int threads, HashQueue queue, Action<HashJob> work) : IDisposable
{
    private readonly Lock _gate = new();
    private Thread[]? _threads;
    private bool _disposed;

    /// <summary>Starts the threads, once.</summary>
    public void EnsureStarted()
    {
        if (Volatile.Read(ref _threads) is not null)
            return;
        lock (_gate)
        {
            if (_threads is not null || _disposed)
                return;
            var started = new Thread[threads];
            for (var i = 0; i < threads; i++)
            {
                started[i] = new Thread(Run) { IsBackground = true, Name = $"hashing {i}" };
                started[i].Start();
            }

            Volatile.Write(ref _threads, started);
        }
    }

    /// <summary>Closes the queue and waits for the hashes in work, which cannot be interrupted.</summary>
    public void Dispose()
    {
        Thread[]? running;
        lock (_gate)
        {
            _disposed = true;
            running = _threads;
        }

        queue.Close();
        foreach (var thread in running ?? [])
            thread.Join();
    }

    private void Run()
    {
        while (queue.Take() is { } job)
            work(job);
    }
}
