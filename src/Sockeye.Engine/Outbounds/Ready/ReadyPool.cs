using Sockeye.Engine.Dialing;
using Sockeye.Engine.Transport;

namespace Sockeye.Engine.Outbounds.Ready;

/// <summary>
/// A few connections to an upstream with hands shaken and the login done, so that a session costs one round trip. Kept
/// fresh while they are used, and let go when nobody came for a while: a laptop at rest sends nothing.
/// </summary>
/// <param name="size">How many are kept; at least 1.</param>
/// <param name="open">Opens one, past its login.</param>
/// <param name="time">The clock of ages and pauses.</param>
internal sealed class ReadyPool(int size, Func<CancellationToken, ValueTask<(DuplexChannel? Channel, DialError? Error)>> open, TimeProvider time) : IDisposable
{
    /// <summary>How long one waits at most. 90 s: below the 120 s that a server lets pass between login and request.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(90);

    /// <summary>For how long after the last use connections are renewed. 3 minutes: the pause between two pages of a reader.</summary>
    public static readonly TimeSpan KeptAfterUse = TimeSpan.FromMinutes(3);

    /// <summary>How often it looks for what is too old or missing, while there is anything to look for.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly LinkedList<ReadyConnection> _ready = []; // the oldest first
    private readonly CancellationTokenSource _stop = new();
    private ITimer? _timer;
    private int _opening;
    private long _lastUse;
    private bool _used;
    private TimeSpan _pause;
    private long _pausedAt;
    private bool _disposed;

    /// <summary>How many wait, now.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _ready.Count;
            }
        }
    }

    /// <summary>How many are being opened, now.</summary>
    public int Opening
    {
        get
        {
            lock (_gate)
            {
                return _opening;
            }
        }
    }

    /// <summary>One for a request, or null where none is ready. Either way it counts as use, and others are opened.</summary>
    public ReadyConnection? Take()
    {
        ReadyConnection? taken = null;
        List<ReadyConnection>? old;
        lock (_gate)
        {
            if (_disposed)
            {
                return null;
            }

            (_used, _lastUse) = (true, time.GetTimestamp());
            old = RemoveOld();
            for (var at = _ready.First; at is not null && taken is null;)
            {
                var (connection, next) = (at.Value, at.Next);
                taken = connection.TryTake() ? connection : null;
                if (taken is not null || connection.IsGone) _ready.Remove(at); // else it is just being looked at, and stays
                at = next;
            }

            Refill();
        }

        Close(old);
        return taken;
    }

    /// <summary>Takes in one that was opened elsewhere: the first try at a start. It does not count as use.</summary>
    public void Add(DuplexChannel channel) => Add(channel, wasOpening: false);

    private void Add(DuplexChannel channel, bool wasOpening)
    {
        var connection = new ReadyConnection(channel, time.GetTimestamp());

        channel.Detect(DeadPeerDetection.WhileIdle);

        // Before anybody can take it: its read is the watch's until then.
        connection.Start(Forget);
        bool isKept;
        lock (_gate)
        {
            if (wasOpening)
            {
                _opening--;
                _pause = TimeSpan.Zero;
            }

            isKept = !_disposed && _ready.Count < size && !connection.IsGone;
            if (isKept)
            {
                _ready.AddLast(connection);
                EnsureTimer();
            }
        }

        if (!isKept)
        {
            Close([connection]);
        }
    }

    /// <summary>
    /// One that was taken turned out dead: what was as old is of no more use (a NAT forgot them all, the server restarted), and
    /// others are opened.
    /// </summary>
    /// <param name="takenAt">The timestamp at which that one was taken.</param>
    public void Renew(long takenAt)
    {
        List<ReadyConnection> old;
        lock (_gate)
        {
            old = [.. _ready.Where(connection => connection.ReadySince <= takenAt)];
            foreach (var connection in old)
            {
                _ready.Remove(connection);
            }

            if (!_disposed)
            {
                Refill();
            }
        }

        Close(old);
    }

    /// <summary>Ends what waits. What is being opened ends as soon as it is there.</summary>
    public void Dispose()
    {
        List<ReadyConnection> rest;
        lock (_gate)
        {
            _disposed = true;
            rest = [.. _ready];
            _ready.Clear();
            _timer?.Dispose();
            _timer = null;
        }

        _stop.Cancel();
        Close(rest);
    }

    private void Tick()
    {
        List<ReadyConnection>? old;
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            old = RemoveOld();
            if (IsInUse)
            {
                Refill();
            }
            else if (_ready.Count == 0 && _opening == 0)
            {
                _timer?.Dispose();
                _timer = null;
            }
        }

        Close(old);
    }

    private bool IsInUse => _used && time.GetElapsedTime(_lastUse) < KeptAfterUse;

    private List<ReadyConnection>? RemoveOld()
    {
        List<ReadyConnection>? old = null;
        while (_ready.First is { } first && time.GetElapsedTime(first.Value.ReadySince) >= Lifetime)
        {
            _ready.RemoveFirst();
            (old ??= []).Add(first.Value);
        }

        return old;
    }

    /// <summary>Opens what is missing. Under the lock; the work itself runs elsewhere.</summary>
    private void Refill()
    {
        EnsureTimer();
        if (_pause > TimeSpan.Zero && time.GetElapsedTime(_pausedAt) < _pause)
        {
            return;
        }

        for (; _ready.Count + _opening < size; _opening++)
        {
            // Not on a session's polling thread, or all of them would be polled by that one.
            _ = Task.Run(OpenOneAsync);
        }
    }

    private void EnsureTimer() => _timer ??= time.CreateTimer(static pool => ((ReadyPool)pool!).Tick(), this, Period, Period);

    private async Task OpenOneAsync()
    {
        DialError? error = null;
        try
        {
            (var channel, error) = await open(_stop.Token);
            if (channel is not null)
            {
                Add(channel, wasOpening: true);
                return;
            }
        }
        catch (Exception exception)
        {
            error = new DialError(DialStage.Connect, DialErrorKind.General, exception.Message);
            throw; // a fault of ours; sessions that dial for themselves meet and report it
        }
        finally
        {
            if (error is not null) Pause(error);
        }
    }

    // A server that is away is asked again after 5, 10, 20, 40, 60 s; one that refused the password only once a minute, and
    // sessions that come meanwhile ask for themselves.
    private void Pause(DialError error)
    {
        lock (_gate)
        {
            _opening--;
            _pausedAt = time.GetTimestamp();
            _pause = error.Kind == DialErrorKind.UpstreamAuthenticationFailed ? LongestPause
                : _pause == TimeSpan.Zero ? Period
                : _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
        }
    }

    private void Forget(ReadyConnection gone)
    {
        // Not replaced at once: a server that ends them early would be asked for another for ever. The next tick or use does.
        lock (_gate)
        {
            _ready.Remove(gone);
        }
    }

    private static void Close(List<ReadyConnection>? connections)
    {
        foreach (var connection in connections ?? [])
        {
            _ = connection.CloseAsync().AsTask();
        }
    }
}
