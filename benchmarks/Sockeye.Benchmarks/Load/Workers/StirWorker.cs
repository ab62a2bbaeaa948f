using System.Diagnostics;
using Sockeye.Benchmarks.Wire;

namespace Sockeye.Benchmarks.Load.Workers;

/// <summary>
/// Messages on some of the held connections, a tenth of them under way at a time, one tenth after another: all have
/// traffic, few at once.
/// </summary>
internal sealed class StirWorker(Dialer dialer, IReadOnlyList<TlsChannel> channels) : Worker(dialer)
{
    private const int MessageBytes = 64;
    private const int BusyShare = 10;

    /// <summary>Shares the connections out to so many threads.</summary>
    public static IReadOnlyList<Worker> Share(IReadOnlyList<TlsChannel> channels, int threads, Func<int, Dialer> dialers) =>
        [.. Enumerable.Range(0, Math.Min(threads, channels.Count)).Select(
            t => new StirWorker(dialers(t), [.. channels.Where((_, i) => i % threads == t)]))];

    protected override void Work()
    {
        Span<byte> message = stackalloc byte[MessageBytes];
        Span<byte> answer = stackalloc byte[MessageBytes];
        message.Clear();
        foreach (var channel in channels) channel.Wake(Dialer.Staging);
        var busy = Math.Max(1, channels.Count / BusyShare);
        for (var first = 0; !IsStopping; first = (first + busy) % channels.Count, IsReady = true)
        {
            message[0]++;
            var since = Stopwatch.GetTimestamp();
            for (var i = 0; i < busy; i++) channels[(first + i) % channels.Count].Send(message);
            for (var i = 0; i < busy; i++)
            {
                channels[(first + i) % channels.Count].ReceiveExactly(answer);
                CountUnit(since);
                if (!answer.SequenceEqual(message)) throw new InvalidDataException("The answer is not what was sent.");
            }
        }

        foreach (var channel in channels) channel.Rest();
    }
}
