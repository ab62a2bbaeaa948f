using System.Net;
using Sockeye.Engine.Authentication;
using Sockeye.Engine.Relaying;
using Sockeye.Engine.Transport;

namespace Sockeye.Engine.Sessions;

/// <summary>A relay without a server around it: one client, one target, the same limits and the same ends.</summary>
public static class SingleSession
{
    private static readonly TimeSpan TickPeriod = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Relays until both directions have ended, and returns why. Both channels are given back. A client that has ended waits for
    /// its answer for as long as that takes; <see cref="SessionTimeouts.HalfClosed"/> is for a target that has.
    /// </summary>
    public static async Task<SessionEndReason> RunAsync(DuplexChannel client, DuplexChannel target, SessionTimeouts timeouts, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(time);
        var clock = new SessionClock(time);
        var registry = new SessionRegistry(clock);
        var patient = timeouts with { HalfClosed = Timeout.InfiniteTimeSpan };
        using var session = registry.Begin("single", new IPEndPoint(IPAddress.Loopback, 0));
        await using var tick = time.CreateTimer(_ => registry.Sweep(session.ClientEnded ? patient : timeouts, UserTable.Empty, clock.Tick()), null, TickPeriod, TickPeriod);
        await using (client)
        {
            session.AttachClient(client);
            session.AttachTarget(target);
            await new Relay(session, client, target, readAhead: null).RunAsync();
        }

        registry.Finish(session);
        return session.EndReason;
    }
}
