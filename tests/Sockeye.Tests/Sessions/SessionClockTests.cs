using System.Net;
using Microsoft.Extensions.Time.Testing;
using Sockeye.Engine.Sessions;

namespace Sockeye.Tests.Sessions;

public sealed class SessionClockTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void CoarseTimestamp_BetweenTicks_StandsStill()
    {
        var clock = new SessionClock(_time);
        var before = clock.CoarseTimestamp;
        _time.Advance(TimeSpan.FromSeconds(3));
        clock.CoarseTimestamp.ShouldBe(before);
        clock.Elapsed(before, clock.Timestamp).ShouldBe(TimeSpan.FromSeconds(3));
        clock.Tick().ShouldBe(clock.CoarseTimestamp);
        clock.Elapsed(before, clock.CoarseTimestamp).ShouldBe(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void TimeIn_EachStage_IsWhatWasSpentInIt()
    {
        var registry = new SessionRegistry(new SessionClock(_time));
        using var session = registry.Begin("in", new IPEndPoint(IPAddress.Loopback, 1));
        session.Enter(SessionStage.Tls);
        _time.Advance(TimeSpan.FromMilliseconds(30));
        session.Enter(SessionStage.Login);
        _time.Advance(TimeSpan.FromMilliseconds(5));
        session.LeaveStage();

        session.TimeIn(SessionStage.Tls).ShouldBe(TimeSpan.FromMilliseconds(30));
        session.TimeIn(SessionStage.Login).ShouldBe(TimeSpan.FromMilliseconds(5));
        session.TimeIn(SessionStage.Relay).ShouldBeNull();
        session.Age.ShouldBe(TimeSpan.FromMilliseconds(35));
    }

    [Fact]
    public void End_Twice_TheFirstReasonStays()
    {
        var registry = new SessionRegistry(new SessionClock(_time));
        using var session = registry.Begin("in", new IPEndPoint(IPAddress.Loopback, 1));
        session.End(SessionEndReason.IdleTimeout);
        session.End(SessionEndReason.ServerStopped);
        session.Conclude(SessionEndReason.Completed);
        session.EndReason.ShouldBe(SessionEndReason.IdleTimeout);
        session.Cancellation.IsCancellationRequested.ShouldBeTrue();
    }
}
