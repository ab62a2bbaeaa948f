namespace Sockeye.Engine.Sessions;

/// <summary>The named limits of a session's stages.</summary>
public sealed record SessionTimeouts
{
    /// <summary>From the accepted socket to the login. 15 s: two bad round trips and a slow hash fit; a silent peer holds its descriptor no longer.</summary>
    public TimeSpan Handshake { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>From the login to the request. 120 s: clients keep pools of connections that are logged in and wait.</summary>
    public TimeSpan Request { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Nothing in either direction. 300 s: mobile networks and chat protocols are silent for minutes.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Nothing in the direction that is left after the other ended.</summary>
    public TimeSpan HalfClosed { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a stopping server lets sessions go on.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long bytes behind a refusal are read and dropped. 1 s: enough for a reply to arrive, too little to be of use to a flood.</summary>
    public static TimeSpan Linger => TimeSpan.FromSeconds(1);
}
