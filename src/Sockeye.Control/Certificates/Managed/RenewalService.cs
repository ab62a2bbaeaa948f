using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Sockeye.Control.Configuration;

namespace Sockeye.Control.Certificates.Managed;

/// <summary>Keeps the configured certificates fresh for as long as the server runs: one task for each.</summary>
/// <param name="renewal">Looks at one and issues it.</param>
/// <param name="issued">Runs after one was issued, to put it into service at once.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Faults of ours.</param>
public sealed class RenewalService(CertificateRenewal renewal, Action issued, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    // A clock that is set, and a store that another wrote, are seen within this time.
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WhileBusy = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, string> _failures = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    /// <summary>The certificates whose last attempt failed, each in one line.</summary>
    public IReadOnlyList<string> Failures => [.. _failures.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => f.Value)];

    /// <summary>Begins with these certificates; those before are let go, and what is under way for them is given up.</summary>
    public void Replace(IReadOnlyList<AcmeOptions> wishes)
    {
        ArgumentNullException.ThrowIfNull(wishes);
        lock (_gate)
        {
            _stopping.Cancel();
            _stopping.Dispose();
            _stopping = new CancellationTokenSource();
            _failures.Clear();
            var (before, token) = (_running, _stopping.Token);
            _running = Task.Run(async () =>
            {
                await before;
                await Task.WhenAll(wishes.Select(wish => KeepAsync(wish, token)));
            });
        }
    }

    /// <summary>Stops; an order under way is given up and cleaned up after.</summary>
    public async ValueTask DisposeAsync()
    {
        Task running;
        lock (_gate)
        {
            _stopping.Cancel();
            running = _running;
        }

        await running;
        _stopping.Dispose();
    }

    private async Task KeepAsync(AcmeOptions wish, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var result = await renewal.TryAsync(wish, RenewalUrgency.Due, progress: null, cancellationToken);
                if (result is RenewalResult.Issued)
                {
                    issued();
                }

                Note(wish.Tag, result);
                await Task.Delay(PauseAfter(result), time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // the server stops, or its configuration changed
        }
#pragma warning disable CA1031 // the proxy goes on without
        catch (Exception error)
#pragma warning restore CA1031
        {
            CertificateLog.IssuingFault(logger, wish.Tag, error);
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
}
