using System.Buffers;
using System.Diagnostics;

namespace Sockeye.FunctionalTests.Testing.DelayLines;

/// <summary>One direction: packets from one device wait for their time and go to the other. Used by one thread; counters by any.</summary>
internal sealed class PacketPath(
    TunDevice from, TunDevice to, bool isFromNear, FlowMemory memory, TripCounter trips, DelayLineOptions options, int seed)
{
    /// <summary>No time at all: nothing waits.</summary>
    public const long Never = long.MaxValue;

    // So many a turn, so that one direction's burst does not make the other's packets late.
    private const int PacketsPerTurn = 64;
    private const int LongestPacketBytes = 65_535;

    private readonly long _delay = Ticks(options.Delay);
    private readonly long _reorderDelay = Ticks(options.ReorderDelay);
    private readonly Random _random = new(seed);
    private readonly byte[] _incoming = new byte[LongestPacketBytes];

    // By time, then by number: the platform's queue keeps no order among equals.
    private readonly PriorityQueue<Packet, (long Due, long Number)> _waiting = new();
    private long _number;
    private long _lateness;
    private long _taken;
    private long _forwarded;
    private long _lost;
    private long _reordered;
    private long _dropped;
    private long _blackedOut;

    /// <summary>Whether everything that comes is dropped.</summary>
    public volatile bool IsBlackedOut;

    /// <summary>When the next packet must go, in <see cref="Stopwatch"/> ticks.</summary>
    public long NextDue => _waiting.TryPeek(out _, out var priority) ? priority.Due : Never;

    public PathCounters Counters => new(
        Interlocked.Read(ref _taken), Interlocked.Read(ref _forwarded), Interlocked.Read(ref _lost), Interlocked.Read(ref _reordered),
        Interlocked.Read(ref _dropped), Interlocked.Read(ref _blackedOut));

    /// <summary>How much after its time a packet went, on average: the line's own error.</summary>
    public TimeSpan Lateness =>
        TimeSpan.FromSeconds(Interlocked.Read(ref _lateness) / (double)Stopwatch.Frequency / Math.Max(1, Interlocked.Read(ref _forwarded)));

    /// <summary>Takes what waits at the device, up to one turn's share.</summary>
    public void Receive()
    {
        for (var count = 0; count < PacketsPerTurn; count++)
        {
            var length = from.Read(_incoming);
            if (length == 0)
            {
                return;
            }

            var packet = _incoming.AsSpan(0, length);
            if (!IsForNeighbours(packet))
            {
                Accept(packet);
            }
        }
    }

    /// <summary>Sends what is due.</summary>
    public void Send()
    {
        while (_waiting.TryPeek(out var packet, out var priority) && Stopwatch.GetTimestamp() - priority.Due is >= 0 and var lateness)
        {
            Interlocked.Add(ref _lateness, lateness);
            _waiting.Dequeue();
            if (packet.Flow is { } flow)
            {
                trips.Arrive(flow, packet.Trip, isFromNear); // before it does: the answer may come at once
            }

            Interlocked.Increment(ref to.Write(packet.Bytes) ? ref _forwarded : ref _dropped);
            ArrayPool<byte>.Shared.Return(packet.Bytes.Array!);
        }
    }

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);

    /// <summary>IPv6 multicast: what the kernel tells its neighbours by itself would make the counters and the dice depend on its mood.</summary>
    private static bool IsForNeighbours(ReadOnlySpan<byte> packet) => packet.Length >= 40 && packet[0] >> 4 == 6 && packet[24] == 0xff;

    private void Accept(ReadOnlySpan<byte> packet)
    {
        // Both dice for every packet: whether one is late does not depend on which were lost before it.
        var lost = _random.NextDouble() < options.Loss;
        var late = _random.NextDouble() < options.Reorder;
        var flow = TcpFlow.Read(packet, out var isFirst);
        if (IsBlackedOut || !memory.Allows(flow, isFirst))
        {
            Interlocked.Increment(ref _blackedOut);
        }
        else if (lost)
        {
            Interlocked.Increment(ref _lost);
        }
        else if (_waiting.Count >= options.QueuePackets)
        {
            Interlocked.Increment(ref _dropped);
        }
        else
        {
            var kept = ArrayPool<byte>.Shared.Rent(packet.Length);
            packet.CopyTo(kept);
            var trip = flow is { } tcp ? trips.Leave(tcp, isFirst, isFromNear) : 0;
            _waiting.Enqueue(new Packet(new(kept, 0, packet.Length), flow, trip), (Stopwatch.GetTimestamp() + _delay + (late ? _reorderDelay : 0), _number++));
            if (late)
            {
                Interlocked.Increment(ref _reordered);
            }
        }

        Interlocked.Increment(ref _taken);
    }

    /// <summary>A packet under way, in a rented buffer.</summary>
    private readonly record struct Packet(ArraySegment<byte> Bytes, TcpFlow? Flow, int Trip);
}
