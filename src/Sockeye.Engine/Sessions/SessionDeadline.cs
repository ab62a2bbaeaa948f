namespace Sockeye.Engine.Sessions;

/// <summary>Which limit holds in which stage: the one place that knows.</summary>
internal static class SessionDeadline
{
    /// <summary>The reason to end the session now, or <see cref="SessionEndReason.None"/>.</summary>
    public static SessionEndReason Check(Session session, SessionTimeouts timeouts, SessionClock clock, long now)
    {
        var (since, limit, reason) = session.Stage switch
        {
            SessionStage.Accepted or SessionStage.ProxyHeader or SessionStage.Tls or SessionStage.Login =>
                (session.AcceptedTimestamp, timeouts.Handshake, SessionEndReason.HandshakeTimeout),
            SessionStage.Request => (session.StageEnteredAt, timeouts.Request, SessionEndReason.RequestTimeout),
            SessionStage.Relay when session.HalfClosed => (session.LastActivityAt, timeouts.HalfClosed, SessionEndReason.HalfClosedTimeout),
            SessionStage.Relay => (session.LastActivityAt, timeouts.Idle, SessionEndReason.IdleTimeout),
            SessionStage.Lingering => (session.StageEnteredAt, SessionTimeouts.Linger, SessionEndReason.Completed),
            _ => (now, Timeout.InfiniteTimeSpan, SessionEndReason.None), // a dial and the wait for a peer carry their own limits
        };

        return limit > TimeSpan.Zero && clock.Elapsed(since, now) >= limit ? reason : SessionEndReason.None;
    }
}
