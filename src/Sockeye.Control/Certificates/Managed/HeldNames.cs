using Sockeye.Acme;
using Sockeye.Control.Configuration;

namespace Sockeye.Control.Certificates.Managed;

/// <summary>
/// The names of one order, held against other orders for them: a port can show one answer to TLS-ALPN-01 at a time, and two
/// writers of one document could lose an answer.
/// </summary>
internal sealed class HeldNames(StoredChallenges challenges, AcmeChallengeKind kind, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    // As long as an authority may take for its decision.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, IDisposable> _held = new(StringComparer.Ordinal);

    /// <summary>Waits until all are free, and holds them; those that this order has already are its own.</summary>
    /// <exception cref="ChallengeException">One is not free in time, or the store can't be used.</exception>
    public async Task HoldAsync(IEnumerable<ChallengeAnswer> answers, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();

        // In one order, so that two orders with several names never wait for each other.
        foreach (var name in answers.Select(a => a.Identifier).Distinct(StringComparer.Ordinal).Except(_held.Keys).Order(StringComparer.Ordinal).ToList())
        {
            var left = Limit - time.GetElapsedTime(started);
            _held.Add(name, await StoreLock.WaitAsync(() => challenges.TryHold(name, kind), Pause, left, time, cancellationToken)
                ?? throw new ChallengeException($"another order for {name} has been under way for minutes"));
        }
    }

    /// <summary>Lets go of them.</summary>
    public void Release()
    {
        foreach (var held in _held.Values)
        {
            held.Dispose();
        }

        _held.Clear();
    }
}
