namespace Sockeye.Control.Importing.Serving;

/// <summary>Tells when imported files have changed and rest again: one that is being written is not read half.</summary>
/// <remarks>It looks twice a second at what the file system says of each, as notifications miss links that are swapped somewhere above.</remarks>
public sealed class ImportedFilesWatcher : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly Func<bool> _take;
    private readonly ITimer _timer;
    private FileStamps _taken;
    private FileStamps _seen;
    private bool _isRefused;
    private volatile bool _isAsked;
    private bool _disposed;

    /// <summary>Begins to watch.</summary>
    /// <param name="taken">The files, as they were before they were read.</param>
    /// <param name="time">The clock.</param>
    /// <param name="take">Runs after a change, never twice at once, on a thread of the pool, and says whether it could be taken; it must not throw.</param>
    public ImportedFilesWatcher(FileStamps taken, TimeProvider time, Func<bool> take)
    {
        ArgumentNullException.ThrowIfNull(taken);
        ArgumentNullException.ThrowIfNull(time);
        (_taken, _seen, _take) = (taken, taken, take);
        _timer = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(Interval, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Where the last change was refused, tries again with the next look: what stood in its way may be gone.</summary>
    public void AskAgain() => _isAsked = true;

    /// <summary>Ends watching, after a look that is under way.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _timer.Dispose();
        }
    }

    private void Look()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            var now = _seen.TakeAgain();
            if (now.Fits(_seen) && (!now.Fits(_taken) || (_isRefused && _isAsked)))
            {
                (_taken, _isAsked) = (now, false);
                _isRefused = !_take();
            }

            _seen = now;
            _timer.Change(Interval, Timeout.InfiniteTimeSpan);
        }
    }
}
