namespace Sockeye.Engine.Transport.Sockets;

/// <summary>The times of <see cref="DeadPeerDetection"/>.</summary>
internal static class DeadPeerLimits
{
    /// <summary>The silence before the first probe. 20 s: some NATs forget a TCP connection after 30 s of it.</summary>
    internal const int IdleSeconds = 20;

    /// <summary>Between probes.</summary>
    internal const int ProbeSeconds = 5;

    /// <summary>How many probes stay unanswered: the end is noticed 35 s after the last sign of life.</summary>
    internal const int Probes = 3;

    /// <summary>How long what was sent may go unacknowledged. 3 s: three tries where a round trip takes 600 ms, more where it takes less.</summary>
    internal const int UnacknowledgedMilliseconds = 3000;
}
