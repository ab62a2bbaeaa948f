using Sockeye.Engine.Dialing;

namespace Sockeye.Hosting;

/// <summary>Tells the person when the server goes and comes: a line a change, not one a session.</summary>
internal sealed class BridgeStatus(TextWriter output)
{
    private readonly Lock _gate = new();
    private ServerState _state;
    private bool _isTelling;

    /// <summary>The first try has ended: from now on changes are told. A server that is away is told of here.</summary>
    public void Begin(DialError? error)
    {
        lock (_gate)
        {
            _isTelling = true;
        }

        Observe(error);
    }

    /// <summary>Notes how a try ended; from any thread.</summary>
    public void Observe(DialError? error)
    {
        var state = BridgeFault.StateOf(error);
        lock (_gate)
        {
            if (!_isTelling || state == ServerState.Unknown || state == _state)
            {
                return;
            }

            var isFirst = _state == ServerState.Unknown;
            _state = state;
            if (state != ServerState.Reachable)
            {
                output.WriteLine($"sockeye: {BridgeFault.Describe(error!)}; the next connection tries again");
            }
            else if (!isFirst)
            {
                output.WriteLine("sockeye: the server can be reached again");
            }
        }
    }
}
