namespace Sockeye.Engine.Udp;

/// <summary>What became of datagrams, over all associations. Thread-safe.</summary>
public sealed class UdpCounters
{
    private static readonly UdpDrop[] Reasons = Enum.GetValues<UdpDrop>();

    private readonly long[] _dropped = new long[Reasons.Length];
    private long _fromClients;
    private long _fromTargets;
    private int _associations;

    /// <summary>Associations that live now.</summary>
    public int Associations => Volatile.Read(in _associations);

    /// <summary>Datagrams sent on for clients.</summary>
    public long FromClients => Interlocked.Read(in _fromClients);

    /// <summary>Datagrams brought to clients.</summary>
    public long FromTargets => Interlocked.Read(in _fromTargets);

    /// <summary>How many were dropped, by reason.</summary>
    public IEnumerable<(UdpDrop Reason, long Count)> Dropped => Reasons.Select(reason => (reason, Interlocked.Read(in _dropped[(int)reason])));

    internal void Begin() => Interlocked.Increment(ref _associations);

    internal void End() => Interlocked.Decrement(ref _associations);

    internal void CountFromClient(int datagrams) => Interlocked.Add(ref _fromClients, datagrams);

    internal void CountFromTarget(int datagrams) => Interlocked.Add(ref _fromTargets, datagrams);

    internal void CountDropped(UdpDrop reason) => Interlocked.Increment(ref _dropped[(int)reason]);
}
