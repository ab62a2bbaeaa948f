namespace Sockeye.Control.Importing.Serving;

/// <summary>Tells when imported files have changed and rest again: one that is being written is not read half.</summary>
/// <remarks>It looks twice a second at what the file system says of each, as notifications miss links that are swapped somewhere above.</remarks>
public sealed class ImportedFilesWatcher : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly IReadOnlyList<string> _files;
    private readonly Action _changed;
    private readonly ITimer _timer;
    private string _taken;
    private string _seen;
    private bool _disposed;

    /// <summary>Begins to watch.</summary>
    /// <param name="files">The files, whether they exist or not.</param>
    /// <param name="time">The clock.</param>
    /// <param name="changed">Runs after a change, never twice at once, on a thread of the pool; it must not throw.</param>
    public ImportedFilesWatcher(IReadOnlyList<string> files, TimeProvider time, Action changed)
    {
        ArgumentNullException.ThrowIfNull(time);
        (_files, _changed) = (files, changed);
        _taken = _seen = Stamp();
        _timer = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(Interval, Timeout.InfiniteTimeSpan);
    }

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

            var stamp = Stamp();
            if (stamp != _taken && stamp == _seen)
            {
                _taken = stamp;
                _changed();
            }

            _seen = stamp;
            _timer.Change(Interval, Timeout.InfiniteTimeSpan);
        }
    }

    private string Stamp() => string.Join('\n', _files.Select(Stamp));

    private static string Stamp(string file)
    {
        try
        {
            var info = new FileInfo(file);
            info = info.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? info;
            return info.Exists ? FormattableString.Invariant($"{info.FullName} {info.Length} {info.LastWriteTimeUtc.Ticks}") : "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
