namespace Sockeye.Engine.Transport.Sockets.Polling;

/// <summary>
/// One direction's readiness: a flag that the polling thread sets and an operation clears, and at most one continuation
/// that waits for it. Mutable; lives as a field.
/// </summary>
/// <remarks>
/// Readiness is told once (edge-triggered), so a flag is cleared before the call that tests it, never after: what comes
/// during the call sets it again.
/// </remarks>
internal struct ReadinessGate
{
    private const int NotReady = 0;
    private const int Ready = 1;
    private const int Waiting = 2;

    private int _state;
    private Continuation _continuation;

    internal readonly bool IsReady => Volatile.Read(in _state) == Ready;

    internal void Clear() => Volatile.Write(ref _state, NotReady);

    /// <summary>For the one who cleared it: there is more.</summary>
    internal void Restore() => Volatile.Write(ref _state, Ready);

    /// <summary>As <see cref="Clear"/>, for several who may test it at once: whoever waits meanwhile goes on waiting.</summary>
    internal void ClearUnlessAwaited() => Interlocked.CompareExchange(ref _state, NotReady, Ready);

    /// <summary>As <see cref="Restore"/>; whoever waits meanwhile is told by the next event.</summary>
    internal void RestoreUnlessAwaited() => Interlocked.CompareExchange(ref _state, Ready, NotReady);

    /// <summary>Sets the flag; true where somebody waited, who is to be run.</summary>
    internal bool Open(out Continuation waiting)
    {
        if (Interlocked.Exchange(ref _state, Ready) != Waiting)
        {
            waiting = default;
            return false;
        }

        waiting = _continuation;
        _continuation = default;
        return true;
    }

    /// <summary>Waits; false where the flag was set meanwhile, and the continuation is the caller's to run.</summary>
    internal bool TryWait(Continuation continuation)
    {
        _continuation = continuation;
        if (Interlocked.CompareExchange(ref _state, Waiting, NotReady) == NotReady) return true;
        _continuation = default;
        return false;
    }
}
