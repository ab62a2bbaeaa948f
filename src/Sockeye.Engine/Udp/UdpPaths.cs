using Sockeye.Core;
using Sockeye.Core.Net;
using Sockeye.Core.Routing;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Outbounds;
using Sockeye.Engine.Routing;
using Sockeye.Engine.Sessions;

namespace Sockeye.Engine.Udp;

/// <summary>
/// The ways out of one association. Every datagram's destination is routed by the rules of the moment; ways that different
/// rules name live side by side, each opened once.
/// </summary>
internal sealed class UdpPaths(Session session, Router router, UdpTally tally)
{
    /// <summary>Ways of one association at once.</summary>
    internal const int Maximum = 8;

    // Replaced as a whole: the ways' own downloads look at it.
    private volatile Path[] _open = [];
    private RoutingSnapshot? _lastSnapshot;
    private Destination _lastPeer;
    private DatagramChannel? _lastPath;
    private Outbound? _failed;
    private long _failedAt;

    /// <summary>The open ways.</summary>
    public IEnumerable<DatagramChannel> Open => _open.Select(o => o.Channel);

    /// <summary>Called for each way that is opened behind the first.</summary>
    public required Action<DatagramChannel> Opened { get; init; }

    /// <summary>Whether a way that ended was one of them still.</summary>
    public bool Has(DatagramChannel channel) => Array.Exists(_open, o => ReferenceEquals(o.Channel, channel));

    /// <summary>The way out that was opened for the request.</summary>
    public void Add(Outbound outbound, DatagramChannel channel) => _open = [.. _open, new(outbound, channel)];

    /// <summary>The way of a datagram to this peer, or null where there is none: it is counted as dropped.</summary>
    public ValueTask<DatagramChannel?> FindAsync(Destination peer)
    {
        var snapshot = router.Snapshot;
        return _lastPath is not null && ReferenceEquals(snapshot, _lastSnapshot) && peer == _lastPeer
            ? new(_lastPath)
            : RouteAsync(snapshot, peer);
    }

    /// <summary>Sees that what was sent is on its way.</summary>
    public async ValueTask FlushAsync()
    {
        foreach (var path in _open) await path.Channel.FlushAsync();
    }

    private async ValueTask<DatagramChannel?> RouteAsync(RoutingSnapshot snapshot, Destination peer)
    {
        var outbound = SessionDial.Decide(session, router, peer, Network.Udp).Outbound;
        var path = Array.Find(_open, o => ReferenceEquals(o.Outbound, outbound))?.Channel;
        if (path is null)
        {
            await FlushAsync(); // opening takes its time, and what was sent before is not to wait for it
            path = await OpenAsync(outbound);
        }

        if (path is not null) (_lastSnapshot, _lastPeer, _lastPath) = (snapshot, peer, path);
        return path;
    }

    private async ValueTask<DatagramChannel?> OpenAsync(Outbound outbound)
    {
        if (ReferenceEquals(outbound, _failed) && Environment.TickCount64 - _failedAt < 10_000)
        {
            tally.Drop(UdpDrop.NoOutbound);
            return null;
        }

        var opened = _open.Length < Maximum
            ? await outbound.AssociateAsync(new AssociateContext(session.User!.Name, tally, new DialTimings()), session.Cancellation)
            : AssociateResult.Failed(DialStage.Route, DialErrorKind.LimitReached, $"{Maximum} ways out are open");
        if (opened.Channel is { } channel)
        {
            // One of the same name was replaced by a reload: what goes on goes by the new one.
            var retired = Array.Find(_open, o => o.Outbound.Tag == outbound.Tag);
            _open = [.. _open.Where(o => o != retired), new(outbound, channel)];
            retired?.Channel.Abort();
            Opened(channel);
            return channel;
        }

        (_failed, _failedAt) = (outbound, Environment.TickCount64);
        tally.Drop(opened.Error!.Kind == DialErrorKind.NotAllowed ? UdpDrop.NotAllowed : UdpDrop.NoOutbound);
        return null;
    }

    private sealed record Path(Outbound Outbound, DatagramChannel Channel);
}
