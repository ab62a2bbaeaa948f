namespace Sockeye.Engine.Dialing;

/// <summary>The limits of name resolution.</summary>
public sealed class NameResolverOptions
{
    /// <summary>How long one asker waits, the queue included. 5 s: half of the dial limit, the rest is for connecting.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Lookups at a time. 32: each holds a thread while the system's resolver works, for up to a minute when name servers are silent.</summary>
    public int MaximumRunning { get; init; } = 32;

    /// <summary>Lookups at a time for one key. 8: a quarter, so that one user's dead names leave the others room; at 20 ms a lookup it is still 400 names a second.</summary>
    public int MaximumRunningPerKey { get; init; } = 8;

    /// <summary>Lookups that wait. 1024: what 32 slots answer in 5 s at 150 ms each; who comes later would time out anyway.</summary>
    public int MaximumWaiting { get; init; } = 1024;

    /// <summary>Lookups that wait for one key. 128: an eighth, so that a key cannot fill the queue alone; a browser opening many tabs fits.</summary>
    public int MaximumWaitingPerKey { get; init; } = 128;
}
