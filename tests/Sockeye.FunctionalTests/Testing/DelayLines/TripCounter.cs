namespace Sockeye.FunctionalTests.Testing.DelayLines;

/// <summary>
/// Counts how often each TCP connection went there and back, by cause and not by time: a packet is one trip further than the
/// last that its sender had received on that connection. So a slow machine changes nothing.
/// </summary>
internal sealed class TripCounter
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TcpFlow, Trips> _flows = [];

    /// <summary>Begins anew, while nothing is under way.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            _flows.Clear();
        }
    }

    /// <summary>The most round trips that one of the connections has had that were opened since the reset (or of the others).</summary>
    public int RoundTrips(bool ofNew)
    {
        lock (_lock)
        {
            return _flows.Values.Where(trips => trips.IsNew == ofNew).Select(trips => trips.AtNear / 2).DefaultIfEmpty().Max();
        }
    }

    /// <summary>A packet leaves an end.</summary>
    /// <returns>Which trip this is.</returns>
    public int Leave(TcpFlow flow, bool isFirst, bool isFromNear)
    {
        lock (_lock)
        {
            if (!_flows.TryGetValue(flow, out var trips))
            {
                _flows[flow] = trips = new Trips { IsNew = isFirst };
            }

            return 1 + (isFromNear ? trips.AtNear : trips.AtFar);
        }
    }

    /// <summary>A packet on this trip has arrived at the other end.</summary>
    public void Arrive(TcpFlow flow, int trip, bool isFromNear)
    {
        lock (_lock)
        {
            if (!_flows.TryGetValue(flow, out var trips))
            {
                return; // left before the reset
            }

            (trips.AtNear, trips.AtFar) = isFromNear ? (trips.AtNear, Math.Max(trips.AtFar, trip)) : (Math.Max(trips.AtNear, trip), trips.AtFar);
        }
    }

    private sealed class Trips
    {
        public bool IsNew { get; init; }

        public int AtNear { get; set; }

        public int AtFar { get; set; }
    }
}
