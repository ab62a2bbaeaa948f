using System.Runtime.CompilerServices;
using Sockeye.Engine.Transport.Sockets.Polling;

namespace Sockeye.Engine.Transport.Sockets;

/// <summary>
/// Where a session runs. Hashing and name resolution leave its polling thread, because they would block it; they take
/// their home along and come back to it, so that a session stays on one thread and what it dials is polled there too.
/// </summary>
internal readonly struct HomeThread : ICriticalNotifyCompletion
{
    private readonly PollingThread? _thread;

    private HomeThread(PollingThread? thread) => _thread = thread;

    /// <summary>The thread that runs this; none where it is no polling thread.</summary>
    public static HomeThread Current => new(PollingThread.Current);

    /// <summary>Whether one is there already, or has none.</summary>
    public bool IsCompleted => _thread is null || _thread == PollingThread.Current;

    /// <summary>Awaited, it brings the rest of a method home.</summary>
    public HomeThread GetAwaiter() => this;

#pragma warning disable CA1822 // the shape of an awaitable
    public void GetResult()
    {
    }
#pragma warning restore CA1822

    public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

    public void UnsafeOnCompleted(Action continuation) => _thread!.Post(Continuation.Of(continuation));
}
