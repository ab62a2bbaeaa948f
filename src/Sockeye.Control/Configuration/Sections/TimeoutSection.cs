using Sockeye.Control.Configuration.Reading;

namespace Sockeye.Control.Configuration.Sections;

/// <summary><c>timeouts</c>.</summary>
internal static class TimeoutSection
{
    // Shorter than this no network is; a longer limit than its neighbour's maximum means a unit was mistaken.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    public static TimeoutOptions Bind(ConfigurationSection root)
    {
        var byDefault = new TimeoutOptions();
        return root.Section("timeouts") is not { } timeouts ? byDefault : new TimeoutOptions
        {
            Handshake = timeouts.Duration("handshake", byDefault.Handshake, Shortest, Hour),
            Request = timeouts.Duration("request", byDefault.Request, Shortest, Week),
            Dial = timeouts.Duration("dial", byDefault.Dial, Shortest, Hour),
            Idle = timeouts.Duration("idle", byDefault.Idle, Shortest, Week),
            HalfClosed = timeouts.Duration("halfClosed", byDefault.HalfClosed, Shortest, Week),
            Drain = timeouts.Duration("drain", byDefault.Drain, TimeSpan.Zero, Week),
        };
    }
}
