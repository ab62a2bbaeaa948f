using System.Net;

namespace Sockeye.Engine.Udp;

/// <summary>
/// The addresses that an association has sent to: only they may answer (RFC 4787 section 5, address-dependent filtering).
/// Bounded: who was not sent to for long makes room. Thread-safe.
/// </summary>
internal sealed class RecentPeers
{
    /// <summary>Addresses that are kept at least; twice as many at most.</summary>
    internal const int Kept = 1024;

    private readonly Lock _gate = new();
    private HashSet<IPAddress> _present = [];
    private HashSet<IPAddress> _before = [];
    private volatile IPAddress? _lastAdded;
    private volatile IPAddress? _lastFound;

    /// <summary>It was sent to.</summary>
    public void Add(IPAddress address)
    {
        if (ReferenceEquals(address, _lastAdded)) return;
        lock (_gate)
        {
            if (_present.Count >= Kept && !_present.Contains(address))
            {
                (_before, _present) = (_present, []);
                _lastFound = null;
            }

            _present.Add(address);
            _lastAdded = address;
        }
    }

    /// <summary>Whether it was sent to.</summary>
    public bool Contains(IPAddress address)
    {
        if (ReferenceEquals(address, _lastFound)) return true;
        lock (_gate)
        {
            if (!_present.Contains(address) && !_before.Contains(address)) return false;
            _lastFound = address;
            return true;
        }
    }
}
