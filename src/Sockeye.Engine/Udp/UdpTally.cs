namespace Sockeye.Engine.Udp;

/// <summary>What became of one association's datagrams, for its line in the access log. Thread-safe.</summary>
/// <param name="total">The counts over all of them.</param>
public sealed class UdpTally(UdpCounters total)
{
    private long _fromClient;
    private long _fromTarget;
    private long _dropped;

    /// <summary>Sent on for the client.</summary>
    public long FromClient => Interlocked.Read(in _fromClient);

    /// <summary>Brought to the client.</summary>
    public long FromTarget => Interlocked.Read(in _fromTarget);

    /// <summary>Dropped, whichever way they went.</summary>
    public long Dropped => Interlocked.Read(in _dropped);

    internal void CountFromClient(int datagrams)
    {
        Interlocked.Add(ref _fromClient, datagrams);
        total.CountFromClient(datagrams);
    }

    internal void CountFromTarget(int datagrams)
    {
        Interlocked.Add(ref _fromTarget, datagrams);
        total.CountFromTarget(datagrams);
    }

    internal void Drop(UdpDrop reason)
    {
        Interlocked.Increment(ref _dropped);
        total.CountDropped(reason);
    }
}
