using Sockeye.Control.Certificates.Dns.Lookups;
using Sockeye.Control.Certificates.Dns.Updates;
using Sockeye.Control.Configuration;

namespace Sockeye.Control.Certificates.Dns.Propagation;

/// <summary>
/// Waits until TXT records are seen where the authority will look: at every name server of their zones, or at the resolvers
/// that the operator names. An authority that looks too early counts a failure, and allows few of them.
/// </summary>
internal sealed class PropagationCheck(IDnsLookup lookup, DnsPropagationOptions options, TimeProvider time)
{
    // 1, 2, 3 and so on: most servers have the record at once, and those that fetch it from another need some seconds.
    private static readonly TimeSpan PauseStep = TimeSpan.FromSeconds(1);
    private const int LongestPauseSteps = 5;

    /// <summary>Looks again and again until all is seen or the time is over. Not to see it is a result.</summary>
    public async Task<PropagationResult> WaitAsync(IReadOnlyList<(string Name, string Value)> records, CancellationToken cancellationToken)
    {
        List<WatchedRecord> watched =
        [
            .. from record in records
               group record.Value by DnsName.Normalize(record.Name) into values
               select new WatchedRecord(values.Key, values.ToHashSet(StringComparer.Ordinal), options.Resolvers),
        ];
        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            for (var round = 1; ; round++)
            {
                await Task.WhenAll(watched.Where(w => !w.IsComplete).Select(w => w.LookAsync(lookup, either.Token)));
                if (watched.All(w => w.IsComplete))
                {
                    return new PropagationResult(true, Remark(watched));
                }

                await Task.Delay(PauseStep * Math.Min(round, LongestPauseSteps), time, either.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new PropagationResult(false, Remark(watched));
        }
    }

    private static string? Remark(IEnumerable<WatchedRecord> watched) =>
        watched.Select(w => w.Remark).OfType<string>().ToList() is { Count: > 0 } remarks ? string.Join("; ", remarks) : null;
}
