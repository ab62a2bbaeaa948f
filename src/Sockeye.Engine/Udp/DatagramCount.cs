namespace Sockeye.Engine.Udp;

/// <summary>
/// The datagrams of one turn. Counted together, since the counts are shared: with each datagram they would travel between
/// the cores. Mutable; lives as a local.
/// </summary>
internal struct DatagramCount
{
    /// <summary>All that came.</summary>
    public int Received { get; private set; }

    /// <summary>Those of them that were sent on.</summary>
    public int Sent { get; private set; }

    /// <summary>The payload of all that came.</summary>
    public int Bytes { get; private set; }

    /// <summary>Counts one.</summary>
    public void Add(in DatagramRead datagram, bool isSent)
    {
        Received++;
        Bytes += datagram.Payload.Length;
        if (isSent) Sent++;
    }
}
