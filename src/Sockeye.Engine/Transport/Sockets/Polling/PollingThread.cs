using System.Collections.Concurrent;
using Sockeye.Native.Linux;

namespace Sockeye.Engine.Transport.Sockets.Polling;

/// <summary>
/// A thread that waits for its sockets and runs, inline, whoever waited for them: first the interactive sessions that an
/// event woke, then what other threads posted, then one turn of a bulk session, then it looks again.
/// </summary>
/// <remarks>Nothing on it may block: everybody on it would wait. It lives as long as the process.</remarks>
#pragma warning disable CA1001 // for the same reason nothing of it is ever disposed
internal sealed class PollingThread
#pragma warning restore CA1001
{
    private const int EventsAtOnce = 256;
    private const ulong WakeKey = 0;

    [ThreadStatic]
    private static PollingThread? _current;

    private readonly Epoll _epoll = new(EventsAtOnce);
    private readonly EventDescriptor _wake = new();
    private readonly SocketTable _sockets = new();
    private readonly ConcurrentQueue<Continuation> _posted = new();
    private readonly Queue<Continuation> _turns = new();
    private int _asleep;

    internal PollingThread(int number)
    {
        if (_epoll.Add(_wake.Descriptor, WakeKey) is var error and not LinuxError.None)
        {
            throw new InvalidOperationException($"A polling thread cannot be woken: epoll_ctl failed with {error}.");
        }

        new Thread(Run) { IsBackground = true, Name = $"polling {number}" }.Start();
    }

    /// <summary>The polling thread that runs this, or null.</summary>
    internal static PollingThread? Current => _current;

    /// <summary>How many sockets it has.</summary>
    internal int Load => _sockets.Count;

    /// <summary>Begins to watch a socket: what is ready already is told too.</summary>
    internal LinuxError Watch(PolledSocket socket)
    {
        _sockets.Add(socket);
        var error = _epoll.Add(socket.Descriptor, socket.Key);
        if (error != LinuxError.None) _sockets.Remove(socket);
        return error;
    }

    /// <summary>The socket is closed, or about to be.</summary>
    internal void Forget(PolledSocket socket) => _sockets.Remove(socket);

    /// <summary>Runs something here, from any thread.</summary>
    internal void Post(Continuation continuation)
    {
        _posted.Enqueue(continuation);
        if (Interlocked.Exchange(ref _asleep, 0) == 1) _wake.Signal();
    }

    /// <summary>Runs something behind the others; on this thread only.</summary>
    internal void EnqueueTurn(Continuation continuation) => _turns.Enqueue(continuation);

    private void Run()
    {
        _current = this;
        while (true)
        {
            var count = _epoll.Wait(MayStillSleep() ? -1 : 0);
            Volatile.Write(ref _asleep, 0);
            for (var i = 0; i < count; i++)
            {
                var (events, key) = _epoll[i];
                if (key != WakeKey) _sockets.Find(key)?.OnEvents(events);
            }

            // Only as many as there are now: who posts again goes behind the events that came meanwhile.
            for (var waiting = _posted.Count; waiting > 0 && _posted.TryDequeue(out var posted); waiting--) posted.Run();
            if (_turns.TryDequeue(out var turn)) turn.Run();
        }
    }

    /// <summary>Whether there is nothing to do. Asked behind the flag, so that a post in between wakes us.</summary>
    private bool MayStillSleep()
    {
        if (_turns.Count > 0) return false;
        Interlocked.Exchange(ref _asleep, 1);
        return _posted.IsEmpty;
    }
}
