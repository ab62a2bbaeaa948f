using System.Net;

namespace Sockeye.Engine.Dialing;

/// <summary>
/// The system's resolver (getaddrinfo, so hosts file, search list and single labels work as everywhere on the machine)
/// behind a bounded, fair queue. Equal names in flight are asked once.
/// </summary>
/// <remarks>
/// No cache: getaddrinfo tells no TTL, and an answer kept too long is a wrong one. The caches that know the TTL
/// (systemd-resolved, nscd, the name server) stay in charge; a burst for one name is one lookup anyway.
/// </remarks>
public sealed class NameResolver : INameResolver
{
    private readonly NameLookup _lookUp;
    private readonly NameResolverOptions _options;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly LookupQueue _queue;
    private readonly Dictionary<string, PendingLookup> _pending = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The system's resolver.</summary>
    public NameResolver(NameResolverOptions options, TimeProvider time)
        : this(options, time, SystemNameLookup.LookupAsync)
    {
    }

    internal NameResolver(NameResolverOptions options, TimeProvider time, NameLookup lookUp)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _options = options;
        _time = time;
        _lookUp = lookUp;
        _queue = new LookupQueue(options);
    }

    /// <summary>Whether nothing is asked, waiting or running.</summary>
    internal bool IsIdle
    {
        get
        {
            lock (_gate)
            {
                return _pending.Count == 0 && _queue.ShareCount == 0;
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask<ResolveResult> ResolveAsync(string name, string fairnessKey, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(fairnessKey);
        if (cancellationToken.IsCancellationRequested)
        {
            return new(Aborted(name));
        }

        // RFC 6761 section 6.3: never asked of a name server.
        if (IsLocalhost(name))
        {
            return new(ResolveResult.Resolved([IPAddress.IPv6Loopback, IPAddress.Loopback]));
        }

        var waiter = new TaskCompletionSource<ResolveResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        PendingLookup? lookup;
        lock (_gate)
        {
            lookup = Join(name, fairnessKey, waiter);
        }

        if (lookup is null)
        {
            return new(ResolveResult.Failed(DialErrorKind.LimitReached, $"{name}: too many names are waiting to be resolved"));
        }

        StartWhatMay();
        return WaitAsync(lookup, waiter, cancellationToken);
    }

    private PendingLookup? Join(string name, string fairnessKey, TaskCompletionSource<ResolveResult> waiter)
    {
        if (!_pending.TryGetValue(name, out var lookup))
        {
            lookup = new PendingLookup(name);
        }

        // One that still waits is put in this key's line too: nobody waits longer because someone with a long line asked first.
        if (lookup.RunsFor is null && !_queue.TryEnqueue(fairnessKey, lookup))
        {
            return null;
        }

        _pending[name] = lookup;
        lookup.Waiters.Add(waiter);
        return lookup;
    }

    private void StartWhatMay()
    {
        while (true)
        {
            PendingLookup? lookup;
            lock (_gate)
            {
                lookup = _queue.StartNext();
            }

            if (lookup is null)
            {
                return;
            }

            _ = RunAsync(lookup);
        }
    }

    // Ends when the system's resolver does, also where nobody waits any more: its thread is held until then, and so is the slot.
    private async Task RunAsync(PendingLookup lookup)
    {
        ResolveResult result;
        try
        {
            result = await _lookUp(lookup.Name);
        }
#pragma warning disable CA1031 // nothing may leave waiters without an answer or the slot taken
        catch (Exception e)
#pragma warning restore CA1031
        {
            result = ResolveResult.Failed(DialErrorKind.General, $"{lookup.Name}: {e.GetType().Name} while resolving");
        }

        TaskCompletionSource<ResolveResult>[] waiters;
        lock (_gate)
        {
            _pending.Remove(lookup.Name);
            _queue.Finish(lookup);
            waiters = [.. lookup.Waiters];
            lookup.Waiters.Clear();
        }

        foreach (var waiter in waiters)
        {
            waiter.TrySetResult(result);
        }

        StartWhatMay();
    }

    private async ValueTask<ResolveResult> WaitAsync(
        PendingLookup lookup, TaskCompletionSource<ResolveResult> waiter, CancellationToken cancellationToken)
    {
        var name = lookup.Name;
        await using var timer = _time.CreateTimer(
            _ => waiter.TrySetResult(ResolveResult.Failed(DialErrorKind.TimedOut, $"{name}: no answer within {_options.Timeout.TotalSeconds:0.#} s")),
            null,
            _options.Timeout,
            Timeout.InfiniteTimeSpan);
        await using var registration = cancellationToken.UnsafeRegister(_ => waiter.TrySetResult(Aborted(name)), null);
        var result = await waiter.Task;
        Leave(lookup, waiter);
        return result;
    }

    private void Leave(PendingLookup lookup, TaskCompletionSource<ResolveResult> waiter)
    {
        lock (_gate)
        {
            if (lookup.Waiters.Remove(waiter) && lookup.Waiters.Count == 0 && lookup.RunsFor is null)
            {
                _queue.Withdraw(lookup);
                _pending.Remove(lookup.Name);
            }
        }
    }

    private static ResolveResult Aborted(string name) => ResolveResult.Failed(DialErrorKind.Aborted, $"{name}: the session ended while the name was resolved");

    private static bool IsLocalhost(ReadOnlySpan<char> name)
    {
        var bare = name is [.., '.'] ? name[..^1] : name;
        return bare.Equals("localhost", StringComparison.OrdinalIgnoreCase) || bare.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
    }
}
