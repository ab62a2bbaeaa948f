namespace Sockeye.FunctionalTests.Testing.DelayLines;

/// <summary>
/// What a NAT or a firewall on the way knows of TCP connections. One that forgets, after a restart or a long silence, drops
/// what belongs to older connections without a word; new ones are as ever. Used by the line's thread.
/// </summary>
internal sealed class FlowMemory
{
    private readonly HashSet<TcpFlow> _known = [];
    private volatile bool _mustForget;
    private bool _hasForgotten;

    /// <summary>Forgets with the next packet; from any thread.</summary>
    public void Forget() => _mustForget = true;

    /// <summary>Whether a packet of a flow may pass; the first of a connection makes it known.</summary>
    public bool Allows(TcpFlow? flow, bool isFirst)
    {
        if (_mustForget)
        {
            _known.Clear();
            (_hasForgotten, _mustForget) = (true, false);
        }

        if (!_hasForgotten || flow is not { } tcp)
        {
            return true;
        }

        if (isFirst)
        {
            _known.Add(tcp);
        }

        return _known.Contains(tcp);
    }
}
