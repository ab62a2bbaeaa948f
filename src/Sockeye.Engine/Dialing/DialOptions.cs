namespace Sockeye.Engine.Dialing;

/// <summary>The limits of outgoing connections.</summary>
public sealed class DialOptions
{
    /// <summary>From the request to a connection that stands, name resolution and an upstream's handshakes included. 10 s: a client is told within it, and a slow mobile path still fits.</summary>
    public TimeSpan DialTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an attempt stays alone before the next address is tried beside it. 250 ms: RFC 8305 section 5 recommends it.</summary>
    public TimeSpan AttemptDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How many addresses of one name are tried. 16: a name with hundreds of addresses must not make one request a flood.</summary>
    public int MaximumAddresses { get; init; } = 16;
}
