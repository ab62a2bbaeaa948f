using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Sockeye.Control.Configuration;

namespace Sockeye.Control.Certificates.Managed;

/// <summary>Keeps the configured certificates fresh for as long as the server runs: one task for each.</summary>
/// <param name="renewal">Looks at one and issues it.</param>
/// <param name="issued">Runs after one was issued, to put it into service at once.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Faults of ours.</param>
public sealed class RenewalService(CertificateRenewal renewal, Action issued, TimeProvider time, ILogger logger)
{
    // A clock that is set, and a store that another wrote, are seen within this time.
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WhileBusy = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, string> _failures = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Kept> _kept = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private bool _stopped;

    /// <summary>The certificates whose last attempt failed, each in one line.</summary>
    public IReadOnlyList<string> Failures => [.. _failures.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => f.Value)];

    /// <summary>
    /// Keeps these certificates from now on. One that is kept already in the same way goes on undisturbed; what is under way for
    /// one that is no longer wanted, or wanted otherwise, is given up.
    /// </summary>
    public void Replace(IReadOnlyList<AcmeOptions> wishes)
    {
        ArgumentNullException.ThrowIfNull(wishes);
        lock (_gate)
        {
            if (_stopped)
            {
                return; // a reload that comes while the server stops
            }

            var wanted = wishes.ToDictionary(w => w.Tag, w => w, StringComparer.Ordinal);
            foreach (var (tag, kept) in _kept)
            {
                if (!wanted.TryGetValue(tag, out var wish) || WishFingerprint.Of(wish) != kept.Fingerprint)
                {
                    kept.Stopping.Cancel();
                    _failures.TryRemove(tag, out _);
                }
            }

            foreach (var wish in wishes)
            {
                if (!_kept.TryGetValue(wish.Tag, out var kept) || kept.Stopping.IsCancellationRequested)
                {
                    _kept[wish.Tag] = Start(wish, after: kept?.Running ?? Task.CompletedTask);
                }
            }
        }
    }

    /// <summary>Stops: an order under way is given up, and what it put in place is taken away.</summary>
    /// <param name="hurry">Ends the waiting for that.</param>
    public async Task StopAsync(CancellationToken hurry)
    {
        Kept[] all;
        lock (_gate)
        {
            _stopped = true;
            all = [.. _kept.Values];
            _kept.Clear();
        }

        foreach (var kept in all)
        {
            await kept.Stopping.CancelAsync();
        }

        await Task.WhenAll(all.Select(k => k.Running)).WaitAsync(hurry).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Looks at a certificate now, as after another process has issued or removed it.</summary>
    public void LookAgain(string tag)
    {
        lock (_gate)
        {
            _kept.GetValueOrDefault(tag)?.Wake();
        }
    }

    private Kept Start(AcmeOptions wish, Task after)
    {
        var kept = new Kept(WishFingerprint.Of(wish));
        kept.Running = Task.Run(async () =>
        {
            await after;
            await KeepAsync(wish, kept, kept.Stopping.Token);
        });
        return kept;
    }

    private async Task KeepAsync(AcmeOptions wish, Kept kept, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                // Taken before the look: who wakes it meanwhile wants another one.
                var woken = kept.Woken;
                var pause = await LookAsync(wish, cancellationToken);
                using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                await Task.WhenAny(Task.Delay(pause, time, enough.Token), woken);
                await enough.CancelAsync();
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The server stops, or its configuration changed: what was wrong is nobody's business any more.
            _failures.TryRemove(wish.Tag, out _);
        }
    }

    /// <summary>One look; how long to wait for the next.</summary>
    private async Task<TimeSpan> LookAsync(AcmeOptions wish, CancellationToken cancellationToken)
    {
        try
        {
            var result = await renewal.TryAsync(wish, RenewalUrgency.Due, progress: null, cancellationToken);
            Note(wish.Tag, result);
            if (result is RenewalResult.Issued)
            {
                issued();
            }

            return PauseAfter(result);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // a fault of ours must not end the renewals for good: certificates would run out weeks later
        catch (Exception error)
#pragma warning restore CA1031
        {
            CertificateLog.IssuingFault(logger, wish.Tag, error);
            return LongestPause;
        }
    }

    private void Note(string tag, RenewalResult result)
    {
        switch (result)
        {
            case RenewalResult.Failed { Reason: var reason, RetryAt: var again }:
                _failures[tag] = $"certificate {tag}: {reason}; tried again at {again:u}";
                break;
            case RenewalResult.NotDue { LastError: { } reason, Plan: var plan }:
                _failures[tag] = $"certificate {tag}: {reason}; tried again at {plan.At:u}";
                break;
            case RenewalResult.Issued or RenewalResult.NotDue:
                _failures.TryRemove(tag, out _);
                break;
        }
    }

    private TimeSpan PauseAfter(RenewalResult result)
    {
        var now = time.GetUtcNow();
        var pause = result switch
        {
            RenewalResult.NotDue { Plan: var plan, LookAgain: var look } => (look < plan.At ? look.Value : plan.At) - now,
            RenewalResult.Failed { RetryAt: var again } => again - now,
            RenewalResult.Busy => WhileBusy,
            _ => TimeSpan.Zero,
        };
        return pause > LongestPause ? LongestPause : pause < ShortestPause ? ShortestPause : pause;
    }

    /// <summary>One certificate's task. Its source holds no timer, so that there is nothing to dispose.</summary>
    private sealed class Kept(string fingerprint)
    {
        private TaskCompletionSource _wake = New();

        public string Fingerprint { get; } = fingerprint;

        public CancellationTokenSource Stopping { get; } = new();

        public Task Running { get; set; } = Task.CompletedTask;

        /// <summary>Completes when it is woken next.</summary>
        public Task Woken => Volatile.Read(ref _wake).Task;

        public void Wake() => Interlocked.Exchange(ref _wake, New()).TrySetResult();

        private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
