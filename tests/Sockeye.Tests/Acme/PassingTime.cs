using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using Sockeye.Acme;

namespace Sockeye.Tests.Acme;

/// <summary>A clock on which pauses pass at once, and that notes them; what is longer than any pause is a time-out and waits for Advance.</summary>
internal sealed class PassingTime : FakeTimeProvider
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);

    private readonly ConcurrentQueue<TimeSpan> _pauses = new();

    /// <summary>Time-outs that no pause is mistaken for.</summary>
    public static AcmeClientOptions Options { get; } = new()
    {
        RequestTimeout = TimeSpan.FromHours(1), CleanUpTimeout = TimeSpan.FromHours(1), GiveUpTimeout = TimeSpan.FromHours(1), DecisionTimeout = TimeSpan.FromMinutes(5),
    };

    public IReadOnlyList<TimeSpan> Pauses => [.. _pauses];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime <= LongestPause)
        {
            _pauses.Enqueue(dueTime);
            ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        }

        return timer;
    }
}
