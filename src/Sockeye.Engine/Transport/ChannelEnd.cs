namespace Sockeye.Engine.Transport;

/// <summary>How a direction of a channel ended. What a peer does is a value here, never an exception.</summary>
public enum ChannelEnd
{
    /// <summary>It has not ended.</summary>
    None,

    /// <summary>An orderly end: FIN on a plain socket, close_notify under TLS (RFC 8446 section 6.1).</summary>
    Closed,

    /// <summary>FIN without close_notify under TLS: what came may have been cut short.</summary>
    Truncated,

    /// <summary>The peer reset the connection, or the network lost it.</summary>
    Reset,

    /// <summary>The peer broke the protocol of the transport, or sent a fatal TLS alert.</summary>
    ProtocolError,

    /// <summary><see cref="DuplexChannel.Abort"/> was called on this side.</summary>
    Aborted,
}
