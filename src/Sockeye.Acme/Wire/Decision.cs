namespace Sockeye.Acme.Wire;

/// <summary>Asking again and again until the authority has decided (RFC 8555 section 7.5.1), as often as it likes.</summary>
internal static class Decision
{
    // Without a Retry-After: validation takes a second or two, and who takes longer is asked less and less.
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Greatest = TimeSpan.FromSeconds(15);

    // What an authority may ask for: below is no pause, above it would be no decision any more.
    private static readonly TimeSpan GreatestAskedFor = TimeSpan.FromMinutes(1);

    // One lost answer doesn't waste what is proven already.
    private const int MaximumFaultsInARow = 3;

    /// <summary>Asks until the decision is made.</summary>
    /// <exception cref="AcmeException">The authority refuses, is out of reach for several times in a row, or takes too long.</exception>
    public static async Task<T> WaitAsync<T>(
        AcmeClient client,
        string what,
        Func<CancellationToken, Task<T>> ask,
        Func<T, bool> isMade,
        Func<T, TimeSpan?> retryAfter,
        CancellationToken cancellationToken)
    {
        var limit = client.Options.DecisionTimeout;
        var start = client.Time.GetTimestamp();
        var pause = First;
        for (var faults = 0; ;)
        {
            var wait = pause;
            try
            {
                var now = await ask(cancellationToken);
                if (isMade(now))
                {
                    return now;
                }

                faults = 0;
                wait = Bounded(retryAfter(now)) ?? pause;
            }
            catch (AcmeException error) when (IsPassing(error) && ++faults < MaximumFaultsInARow)
            {
                wait = Bounded(error.RetryAfter) ?? pause;
            }

            if (client.Time.GetElapsedTime(start) + wait > limit)
            {
                throw client.Authority.Fault($"has not decided {what} within {limit.TotalSeconds:0} s");
            }

            await Task.Delay(wait, client.Time, cancellationToken);
            pause = pause * 1.5 < Greatest ? pause * 1.5 : Greatest;
        }
    }

    private static bool IsPassing(AcmeException error) => error.Problem is null or { Status: >= 500 } or { Type: AcmeErrorType.ServerInternal };

    private static TimeSpan? Bounded(TimeSpan? wait) => wait < First ? First : wait > GreatestAskedFor ? GreatestAskedFor : wait;
}
