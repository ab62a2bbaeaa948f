using Sockeye.Core;
using Sockeye.Core.Net;
using Sockeye.Engine.Authentication;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Outbounds;
using Sockeye.Engine.Routing;
using Sockeye.Engine.Sessions;

namespace Sockeye.Engine.Udp;

/// <summary>
/// The ways out of one association. Every datagram's destination is routed by the rules and the user of the moment; ways
/// that different rules name live side by side, each opened once. A change of either leaves only the way that the next
/// datagram takes.
/// </summary>
/// <remarks>Used by the upload alone, but for <see cref="Abort"/>.</remarks>
internal sealed class UdpPaths(Session session, Router router, Authenticator authenticator, UdpTally tally)
{
    /// <summary>Ways of one association at once.</summary>
    internal const int Maximum = 8;

    private static readonly TimeSpan FailureLifetime = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<Outbound, long> _failed = [];
    private UdpPath[] _open = [];
    private bool _isOver;
    private RoutingSnapshot? _lastSnapshot;
    private UserTable? _lastUsers;
    private Destination _lastPeer;
    private UdpPath? _last;

    /// <summary>The open ways.</summary>
    public IReadOnlyList<UdpPath> Open => _open;

    /// <summary>Called for each way that is opened behind the first.</summary>
    public required Action<UdpPath> Opened { get; init; }

    /// <summary>The way out that was opened for the request.</summary>
    public void Add(Outbound outbound, DatagramChannel channel) => Add(new UdpPath(outbound, channel));

    /// <summary>The way of a datagram to this peer, or null where there is none: it is counted as dropped.</summary>
    public ValueTask<UdpPath?> FindAsync(Destination peer)
    {
        var (snapshot, users) = (router.Snapshot, authenticator.Users);
        var isChanged = !ReferenceEquals(snapshot, _lastSnapshot) || !ReferenceEquals(users, _lastUsers);
        return _last is not null && !isChanged && peer == _lastPeer ? new(_last) : RouteAsync(snapshot, users, isChanged, peer);
    }

    /// <summary>Sees that what was sent is on its way.</summary>
    public async ValueTask FlushAsync()
    {
        foreach (var path in _open) await path.Channel.FlushAsync();
    }

    /// <summary>Ends all of them, those too that are just being opened; from any thread.</summary>
    public void Abort()
    {
        UdpPath[] open;
        lock (_gate)
        {
            _isOver = true;
            open = _open;
        }

        foreach (var path in open) path.Channel.Abort();
    }

    private async ValueTask<UdpPath?> RouteAsync(RoutingSnapshot snapshot, UserTable users, bool isChanged, Destination peer)
    {
        if (isChanged && !MaySend())
        {
            session.End(SessionEndReason.CommandNotAllowed);
            return null;
        }

        var outbound = SessionDial.Decide(session, router, peer, Network.Udp).Outbound;
        if (isChanged) RetireAllBut(outbound);
        var path = Array.Find(_open, o => ReferenceEquals(o.Outbound, outbound));
        if (path is null)
        {
            await FlushAsync(); // opening takes its time, and what was sent before is not to wait for it
            path = await OpenAsync(outbound);
        }

        (_lastSnapshot, _lastUsers, _lastPeer, _last) = (snapshot, users, peer, path);
        return path;
    }

    /// <summary>The user as he is now: another upstream of his, or a command that was taken from him, counts for open associations too.</summary>
    private bool MaySend()
    {
        if (authenticator.FindCurrent(session.User!) is not { } user || !user.Commands.HasFlag(UserCommands.Udp)) return false;
        session.SignIn(user);
        return true;
    }

    private void RetireAllBut(Outbound outbound)
    {
        var retired = _open.Where(path => !ReferenceEquals(path.Outbound, outbound)).ToList();
        if (retired.Count == 0) return;
        lock (_gate) _open = [.. _open.Except(retired)];
        retired.ForEach(path => path.Retire());
    }

    private async ValueTask<UdpPath?> OpenAsync(Outbound outbound)
    {
        if (_failed.TryGetValue(outbound, out var failedAt) && Environment.TickCount64 - failedAt < FailureLifetime.TotalMilliseconds)
        {
            tally.Drop(UdpDrop.NoOutbound);
            return null;
        }

        var opened = _open.Length < Maximum
            ? await outbound.AssociateAsync(new AssociateContext(session.User!.Name, tally, new DialTimings()), session.Cancellation)
            : AssociateResult.Failed(DialStage.Route, DialErrorKind.LimitReached, $"{Maximum} ways out are open");
        if (opened.Channel is { } channel)
        {
            var path = new UdpPath(outbound, channel);
            Add(path);
            Opened(path);
            return path;
        }

        if (_failed.Count >= Maximum) _failed.Clear();
        _failed[outbound] = Environment.TickCount64;
        tally.Drop(opened.Error!.Kind == DialErrorKind.NotAllowed ? UdpDrop.NotAllowed : UdpDrop.NoOutbound);
        return null;
    }

    private void Add(UdpPath path)
    {
        bool isOver;
        lock (_gate)
        {
            _open = [.. _open, path];
            isOver = _isOver;
        }

        if (isOver) path.Channel.Abort();
    }
}
