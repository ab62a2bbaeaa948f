namespace Sockeye.Control.Configuration;

/// <summary>The limits in time.</summary>
public sealed record TimeoutOptions
{
    /// <summary>From the accepted socket to the login. 15 s: TLS and a login are four round trips, and a slow phone needs a few seconds for them.</summary>
    public TimeSpan Handshake { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>From the login to the request. 120 s: clients keep pools of connections ready.</summary>
    public TimeSpan Request { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>To reach the target, name resolution included. 10 s: clients give up soon after.</summary>
    public TimeSpan Dial { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Without a byte in either direction. 300 s: phones sleep and come back; 50 s cut them off.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Without a byte after one side has ended. 60 s: what is left is an answer under way, or nothing.</summary>
    public TimeSpan HalfClosed { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>For open sessions after SIGTERM. 30 s: well inside the 90 s after which systemd kills.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(30);
}
