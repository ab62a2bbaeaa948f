using System.Diagnostics;
using Sockeye.Benchmarks.Load.Datagrams;

namespace Sockeye.Benchmarks.Load.Workers;

/// <summary>One association with so many datagrams under way; each answer is checked and followed by the next.</summary>
internal sealed class DatagramWorker(Dialer dialer, DatagramRoute route, int bytes) : Worker(dialer)
{
    /// <summary>How many are under way at once.</summary>
    public const int Places = 32;

    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    private readonly DatagramWindow _window = new(Places, bytes, (long)(DatagramLink.Patience.TotalSeconds * Stopwatch.Frequency));

    protected override void Work()
    {
        using var link = DatagramLink.Open(Dialer, route);
        Span<byte> payload = stackalloc byte[bytes];
        var lastAnswer = Stopwatch.GetTimestamp();
        for (var place = 0; place < Places; place++) SendNext(link, place, payload, lastAnswer);
        link.Flush();
        for (var asked = 0; !IsStopping; link.Flush())
        {
            do
            {
                var isAnswer = link.TryReceive(out var answer);
                var now = Stopwatch.GetTimestamp();
                if (!isAnswer)
                {
                    if (Stopwatch.GetElapsedTime(lastAnswer, now) > Silence) throw new TimeoutException("No datagram is answered any more.");
                    for (var place = 0; place < Places; place++) Refill(link, place, payload, now);
                    break;
                }

                lastAnswer = now;
                if (_window.TryTake(answer, out var answered, out var sentAt))
                {
                    CountUnit(sentAt);
                    CountBytes(bytes);
                    SendNext(link, answered, payload, now);
                    IsReady = true;
                }

                // One place an answer: what was lost among answered ones is found within the window's time.
                Refill(link, asked = (asked + 1) % Places, payload, now);
            }
            while (link.HasAnswer && !IsStopping);
        }
    }

    private void Refill(DatagramLink link, int place, Span<byte> payload, long now)
    {
        if (!_window.IsLost(place, now)) return;
        CountLost();
        SendNext(link, place, payload, now);
    }

    private void SendNext(DatagramLink link, int place, Span<byte> payload, long now)
    {
        _window.Next(place, payload, now);
        link.Send(payload);
    }
}
