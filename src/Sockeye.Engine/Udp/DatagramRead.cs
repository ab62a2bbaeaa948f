using Sockeye.Core.Net;
using Sockeye.Engine.Transport;

namespace Sockeye.Engine.Udp;

/// <summary>What a receive gave: a datagram, or why there is none.</summary>
/// <param name="Status">Which of them.</param>
/// <param name="Peer">The address that came with it.</param>
/// <param name="Payload">Its payload; valid until the next receive.</param>
/// <param name="End">How it ended.</param>
public readonly record struct DatagramRead(DatagramReadStatus Status, Destination Peer, ReadOnlyMemory<byte> Payload, ChannelEnd End)
{
    /// <summary>Nothing is there now.</summary>
    public static DatagramRead Nothing => default;

    /// <summary>One was dropped, and counted; there may be more.</summary>
    public static DatagramRead Dropped => new(DatagramReadStatus.Dropped, default, default, ChannelEnd.None);

    /// <summary>Nobody can tell where the next one begins.</summary>
    public static DatagramRead Malformed => new(DatagramReadStatus.Malformed, default, default, ChannelEnd.ProtocolError);

    /// <summary>One datagram.</summary>
    public static DatagramRead Of(Destination peer, ReadOnlyMemory<byte> payload) => new(DatagramReadStatus.Datagram, peer, payload, ChannelEnd.None);

    /// <summary>There will be none any more.</summary>
    public static DatagramRead Ended(ChannelEnd end) => new(DatagramReadStatus.Ended, default, default, end);

    /// <summary>Whether there may be another one at once.</summary>
    public bool MayBeFollowed => Status is DatagramReadStatus.Datagram or DatagramReadStatus.Dropped;
}

/// <summary>What a receive gave.</summary>
public enum DatagramReadStatus
{
    /// <summary>Nothing is there now.</summary>
    Nothing,

    /// <summary>A datagram.</summary>
    Datagram,

    /// <summary>A datagram that was dropped, and counted.</summary>
    Dropped,

    /// <summary>The end of the transport.</summary>
    Ended,

    /// <summary>Bytes that belong to no datagram: the end as well.</summary>
    Malformed,
}
