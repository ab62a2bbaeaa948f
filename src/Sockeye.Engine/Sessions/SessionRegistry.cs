using System.Collections.Concurrent;
using System.Net;
using Sockeye.Engine.Authentication;

namespace Sockeye.Engine.Sessions;

/// <summary>Every live session. No task of the data plane lives outside it.</summary>
public sealed class SessionRegistry(SessionClock clock)
{
    private readonly ConcurrentDictionary<long, Session> _sessions = new();
    private readonly Lock _lock = new();
    private readonly Lock _totals = new();
    private TaskCompletionSource? _empty;
    private long _lastId;
    private long _finishedFromClient;
    private long _finishedFromTarget;

    /// <summary>How many sessions live.</summary>
    public int Count => _sessions.Count;

    /// <summary>The live sessions; a moving picture.</summary>
    public IEnumerable<Session> Sessions => _sessions.Select(pair => pair.Value);

    /// <summary>All payload bytes from clients since the start, of ended and live sessions.</summary>
    public long TotalBytesFromClients => Total(ref _finishedFromClient, s => s.BytesFromClient);

    /// <summary>All payload bytes from targets since the start, of ended and live sessions.</summary>
    public long TotalBytesFromTargets => Total(ref _finishedFromTarget, s => s.BytesFromTarget);

    /// <summary>A session is born.</summary>
    internal Session Begin(string inboundTag, IPEndPoint clientEndPoint)
    {
        var session = new Session(Interlocked.Increment(ref _lastId), inboundTag, clientEndPoint, clock);
        _sessions[session.Id] = session;
        return session;
    }

    /// <summary>A session is over; its bytes are booked.</summary>
    internal void Finish(Session session)
    {
        lock (_totals)
        {
            _finishedFromClient += session.BytesFromClient;
            _finishedFromTarget += session.BytesFromTarget;
            _sessions.TryRemove(session.Id, out _);
        }

        if (_sessions.IsEmpty)
        {
            lock (_lock)
            {
                _empty?.TrySetResult();
                _empty = null;
            }
        }
    }

    /// <summary>Ends every session that is past the limit of its stage, or whose user may no longer be here.</summary>
    /// <remarks>
    /// The users of now are asked, not the row of the login: a login may have been under way while its user was removed,
    /// and an expiry may have been put off since.
    /// </remarks>
    internal void Sweep(SessionTimeouts timeouts, UserTable users, long now)
    {
        var utcNow = clock.UtcNow;
        foreach (var (_, session) in _sessions)
        {
            var overdue = SessionDeadline.Check(session, timeouts, clock, now);
            if (overdue != SessionEndReason.None)
            {
                session.End(overdue);
            }
            else
            {
                EndIfRevoked(session, users, utcNow);
            }
        }
    }

    /// <summary>Ends the sessions of users who were removed, disabled or given another password.</summary>
    internal void EndRevoked(UserTable users)
    {
        var utcNow = clock.UtcNow;
        foreach (var (_, session) in _sessions)
        {
            EndIfRevoked(session, users, utcNow);
        }
    }

    /// <summary>Ends the sessions that are logged in and wait for a request: clients keep such connections ready, and nothing is under way on them.</summary>
    internal void EndWaiting(SessionEndReason reason)
    {
        foreach (var (_, session) in _sessions)
        {
            if (session.Stage == SessionStage.Request)
            {
                session.End(reason);
            }
        }
    }

    /// <summary>Ends all sessions.</summary>
    internal void EndAll(SessionEndReason reason)
    {
        foreach (var (_, session) in _sessions)
        {
            session.End(reason);
        }
    }

    /// <summary>Completes when no session is left.</summary>
    internal Task WhenEmptyAsync()
    {
        lock (_lock)
        {
            if (_sessions.IsEmpty)
            {
                return Task.CompletedTask;
            }

            _empty ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var empty = _empty.Task;
            return _sessions.IsEmpty ? Task.CompletedTask : empty;
        }
    }

    private long Total(ref long finished, Func<Session, long> live)
    {
        // A session that ends meanwhile is counted once: a counter that goes back looks like a restart to whoever reads it.
        lock (_totals)
        {
            return finished + Sessions.Sum(live);
        }
    }

    private static void EndIfRevoked(Session session, UserTable users, DateTimeOffset now)
    {
        if (session.User is { } user && !IsStillGood(users.Find(user.Name), user, now))
        {
            session.End(SessionEndReason.UserRevoked);
        }
    }

    private static bool IsStillGood(User? current, User signedIn, DateTimeOffset now) =>
        current is not null && current.PasswordVersion == signedIn.PasswordVersion && current.IsActiveAt(now);
}
