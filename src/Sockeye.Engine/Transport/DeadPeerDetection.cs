namespace Sockeye.Engine.Transport;

/// <summary>
/// How soon the system notices that a connection reaches nobody any more although neither FIN nor reset has come: a NAT
/// on the way forgot it, a network is gone.
/// </summary>
public enum DeadPeerDetection
{
    /// <summary>The system's own way: what nobody acknowledges ends it after many minutes (about 15 on Linux), silence never.</summary>
    Default,

    /// <summary>For one that waits: silence is asked about (keepalive, RFC 9293 section 3.8.4), which also keeps a NAT from forgetting it.</summary>
    WhileIdle,

    /// <summary>For one that was just asked something: what was sent must be acknowledged within seconds (RFC 5482's user timeout). The answer itself may take its time.</summary>
    WhileAsking,
}
