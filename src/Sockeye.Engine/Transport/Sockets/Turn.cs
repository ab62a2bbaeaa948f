using System.Runtime.CompilerServices;
using Sockeye.Engine.Transport.Sockets.Polling;

namespace Sockeye.Engine.Transport.Sockets;

/// <summary>The fairness of a polling thread, as awaitables; elsewhere the thread pool's.</summary>
internal static class Turn
{
    /// <summary>
    /// The turn rule: whoever has moved this much without waiting lets others go first, or 16 downloads keep a message
    /// waiting for as long as all of them have something to send (docs/performance.md).
    /// </summary>
    public const int Bytes = 32 * 1024;

    /// <summary>Goes on behind the others: whoever moves much lets interactive sessions go first.</summary>
    public static TurnAwaitable Yield() => default;
}

/// <summary>See <see cref="Turn.Yield"/>. Allocates nothing on a polling thread.</summary>
internal readonly struct TurnAwaitable : ICriticalNotifyCompletion
{
#pragma warning disable CA1822 // the shape of an awaitable
    public bool IsCompleted => false;

    public TurnAwaitable GetAwaiter() => this;

    public void GetResult()
    {
    }
#pragma warning restore CA1822

    public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

    public void UnsafeOnCompleted(Action continuation)
    {
        if (PollingThread.Current is { } thread) thread.EnqueueTurn(Continuation.Of(continuation));
        else ThreadPool.UnsafeQueueUserWorkItem(static continuation => continuation(), continuation, preferLocal: false);
    }
}
