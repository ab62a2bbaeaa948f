using System.Net;
using System.Runtime.CompilerServices;
using Sockeye.Core.Net;
using Sockeye.Engine.Authentication;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Transport;
using Sockeye.Engine.Udp;

namespace Sockeye.Engine.Sessions;

/// <summary>One client connection from the accepted socket to its end: who, where to, how much, how long, and why it ended.</summary>
/// <remarks>
/// A session runs as one task. From other threads only <see cref="End"/>, <see cref="Touch"/> and the counters are used.
/// The first end reason stays: later ones are consequences.
/// </remarks>
public sealed class Session : IDisposable
{
#pragma warning disable CA2213 // see Dispose
    private readonly CancellationTokenSource _cancellation = new();
#pragma warning restore CA2213
    private readonly Lock _lock = new();
    private readonly SessionClock _clock;
    private StageTicks _stageTicks;
    private DuplexChannel? _client;
    private DuplexChannel? _target;
    private long _stageEnteredAt;
    private long _lastActivityAt;
    private volatile SessionStage _stage;
    private long _bytesFromClient;
    private long _bytesFromTarget;
    private int _endReason;

    internal Session(long id, string inboundTag, IPEndPoint clientEndPoint, SessionClock clock)
    {
        Id = id;
        InboundTag = inboundTag;
        ClientEndPoint = clientEndPoint;
        _clock = clock;
        AcceptedAt = clock.UtcNow;
        AcceptedTimestamp = clock.Timestamp;
        _stageEnteredAt = AcceptedTimestamp;
        _lastActivityAt = AcceptedTimestamp;
    }

    /// <summary>Unique within the process, from 1.</summary>
    public long Id { get; }

    /// <summary>The tag of the inbound that accepted it.</summary>
    public string InboundTag { get; }

    /// <summary>The real client: the socket's peer, or what a trusted PROXY header said.</summary>
    public IPEndPoint ClientEndPoint { get; internal set; }

    /// <summary>When the socket was accepted.</summary>
    public DateTimeOffset AcceptedAt { get; }

    /// <summary>The protocol, once the first byte told: <c>socks5</c>, <c>connect</c> or <c>http</c>.</summary>
    public string? Protocol { get; internal set; }

    /// <summary>Set where its inbound asks nobody for a login.</summary>
    public OpenAccess? OpenAccess { get; internal set; }

    /// <summary>The user, after the login.</summary>
    public User? User { get; private set; }

    /// <summary>The user name of a login that failed, for the log only.</summary>
    public string? RefusedUserName { get; set; }

    /// <summary>Where the client wants to go.</summary>
    public Destination? Destination { get; internal set; }

    /// <summary>The outbound's tag, once routed.</summary>
    public string? Outbound { get; internal set; }

    /// <summary>The way that was taken since the outbound could not be had: <c>direct</c>; null where none was.</summary>
    public string? Fallback { get; internal set; }

    /// <summary>The rule that decided.</summary>
    public string? Rule { get; internal set; }

    /// <summary>What TLS agreed on, where there is TLS.</summary>
    public TlsInfo? Tls { get; internal set; }

    /// <summary>The times of the dial's stages.</summary>
    public DialTimings? DialTimings { get; internal set; }

    /// <summary>The counts of its datagrams, where it asked for UDP.</summary>
    public UdpTally? Datagrams { get; internal set; }

    /// <summary>More about the end, for the access log: one line, escaped.</summary>
    public string? EndDetail { get; internal set; }

    /// <summary>Why it ended; <see cref="SessionEndReason.None"/> while it lives.</summary>
    public SessionEndReason EndReason => (SessionEndReason)Volatile.Read(ref _endReason);

    /// <summary>Where it is.</summary>
    public SessionStage Stage => _stage;

    /// <summary>Cancelled when the session ends.</summary>
    public CancellationToken Cancellation => _cancellation.Token;

    /// <summary>Payload bytes from client to target.</summary>
    public long BytesFromClient => Interlocked.Read(ref _bytesFromClient);

    /// <summary>Payload bytes from target to client.</summary>
    public long BytesFromTarget => Interlocked.Read(ref _bytesFromTarget);

    internal bool HalfClosed { get; set; }

    /// <summary>Whether it was the client that ended its direction.</summary>
    internal bool ClientEnded { get; set; }

    internal long AcceptedTimestamp { get; }

    internal long StageEnteredAt => Volatile.Read(ref _stageEnteredAt);

    internal long LastActivityAt => Volatile.Read(ref _lastActivityAt);

    /// <summary>The time spent in a stage that was left, or null where it was not passed.</summary>
    public TimeSpan? TimeIn(SessionStage stage) =>
        _stageTicks[(int)stage] is var ticks and > 0 ? _clock.Elapsed(0, ticks) : null;

    /// <summary>How long the session has lived.</summary>
    public TimeSpan Age => _clock.Elapsed(AcceptedTimestamp, _clock.Timestamp);

    /// <summary>Counts bytes from the client and keeps the session from being idle.</summary>
    public void CountFromClient(int bytes)
    {
        Interlocked.Add(ref _bytesFromClient, bytes);
        Touch();
    }

    /// <summary>Counts bytes from the target and keeps the session from being idle.</summary>
    public void CountFromTarget(int bytes)
    {
        Interlocked.Add(ref _bytesFromTarget, bytes);
        Touch();
    }

    /// <summary>Keeps the session from being idle. Cheap: it stores the last tick's time and asks no clock.</summary>
    public void Touch() => Volatile.Write(ref _lastActivityAt, _clock.CoarseTimestamp);

    /// <summary>Ends the session from any thread: the first reason stays, its token is cancelled, its channels are aborted.</summary>
    public void End(SessionEndReason reason)
    {
        Interlocked.CompareExchange(ref _endReason, (int)reason, (int)SessionEndReason.None);

        // In front of the look at the channels: one that is attached meanwhile sees it and aborts itself.
        _cancellation.Cancel();
        DuplexChannel? client, target;
        lock (_lock)
        {
            (client, target) = (_client, _target);
        }

        client?.Abort();
        target?.Abort();
    }

    /// <summary>The login's result. A session that is ending already stays so.</summary>
    public void SignIn(User user) => User = user;

    /// <summary>Sets the reason without aborting anything: the session's own task ends it in its own order.</summary>
    internal void Conclude(SessionEndReason reason) =>
        Interlocked.CompareExchange(ref _endReason, (int)reason, (int)SessionEndReason.None);

    /// <summary>Leaves one stage and enters the next; the time-out of the new one begins now.</summary>
    public void Enter(SessionStage stage)
    {
        var now = _clock.Timestamp;
        LeaveStage(now);

        // The stage last: a sweep that sees the new one must not hold its limit against the time of the old one.
        Volatile.Write(ref _stageEnteredAt, now);
        Volatile.Write(ref _lastActivityAt, now);
        _stage = stage;
    }

    private void LeaveStage(long now) => _stageTicks[(int)Stage] += Math.Max(1, now - _stageEnteredAt);

    internal void LeaveStage() => LeaveStage(_clock.Timestamp);

    /// <summary>From now on ending the session aborts this channel too; aborted at once where it has ended already.</summary>
    internal void AttachClient(DuplexChannel channel) => Attach(ref _client, channel);

    /// <summary>As <see cref="AttachClient"/>, for the outgoing side.</summary>
    internal void AttachTarget(DuplexChannel channel) => Attach(ref _target, channel);

    /// <inheritdoc/>
    public void Dispose()
    {
        // The token source has no timer and no wait handle, so there is nothing to release in it; and End may
        // still be on its way to cancel it.
        lock (_lock)
        {
            _client = null;
            _target = null;
        }
    }

    private void Attach(ref DuplexChannel? slot, DuplexChannel channel)
    {
        bool ended;
        lock (_lock)
        {
            slot = channel;
            ended = _cancellation.IsCancellationRequested;
        }

        if (ended)
        {
            channel.Abort();
        }
    }

    [InlineArray((int)SessionStage.Lingering + 1)]
    private struct StageTicks
    {
        private long _first;
    }
}
