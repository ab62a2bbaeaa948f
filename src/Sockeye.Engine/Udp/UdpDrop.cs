namespace Sockeye.Engine.Udp;

/// <summary>Why a datagram was dropped.</summary>
public enum UdpDrop
{
    /// <summary>No datagram of the protocol's, or an address that is none.</summary>
    Malformed,

    /// <summary>A fragment (RFC 1928 section 7).</summary>
    Fragment,

    /// <summary>From somebody who is no part of the association.</summary>
    Stranger,

    /// <summary>The guard, a rule or the block outbound refused its destination.</summary>
    NotAllowed,

    /// <summary>The way out that its route names cannot be had, or carries no datagrams.</summary>
    NoOutbound,

    /// <summary>Its name does not resolve, or too many wait for theirs.</summary>
    NotResolved,

    /// <summary>The network did not take it: too long, or no way there.</summary>
    NotSent,
}
