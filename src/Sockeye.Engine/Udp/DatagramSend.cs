namespace Sockeye.Engine.Udp;

/// <summary>What became of a datagram that was to be sent.</summary>
public enum DatagramSend
{
    /// <summary>It is on its way, or goes with the next flush.</summary>
    Sent,

    /// <summary>It was dropped, and counted as such; or it waits for its name to be resolved, and is counted when it goes.</summary>
    NotSent,

    /// <summary>There is no way any more.</summary>
    Ended,
}
