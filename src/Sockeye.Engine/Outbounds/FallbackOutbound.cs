using Microsoft.Extensions.Logging;
using Sockeye.Engine.Binding;
using Sockeye.Engine.Diagnostics;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Udp;

namespace Sockeye.Engine.Outbounds;

/// <summary>
/// An upstream that the operator lets connections go around while it can't be had: they then go straight to their target, under
/// the guard. BIND and UDP don't; nor does a connection that the upstream itself refused.
/// </summary>
/// <remarks>One dial limit covers both: the upstream's <see cref="UpstreamOptions.ReachTimeout"/> leaves the direct way its part of it.</remarks>
public sealed class FallbackOutbound : Outbound
{
    private readonly Outbound _direct;
    private readonly TimeSpan _dialTimeout;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly FallbackState _state;

    /// <summary>Around one upstream.</summary>
    /// <param name="upstream">The upstream; its tag is this one's.</param>
    /// <param name="direct">The way out in its place.</param>
    /// <param name="dialer">Whose dial limit covers both.</param>
    /// <param name="logger">Told when it begins and ends that connections go around the upstream.</param>
    public FallbackOutbound(Outbound upstream, Outbound direct, TcpDialer dialer, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(dialer);
        Upstream = upstream;
        _direct = direct;
        _dialTimeout = dialer.Options.DialTimeout;
        _time = dialer.Time;
        _logger = logger;
        _state = new FallbackState(dialer.Time);
    }

    /// <summary>The upstream's part of the dial limit: half of it, so that a silent upstream leaves the direct way the other half.</summary>
    public static TimeSpan ReachTimeout(TcpDialer dialer)
    {
        ArgumentNullException.ThrowIfNull(dialer);
        return dialer.Options.DialTimeout / 2;
    }

    /// <inheritdoc/>
    public override string Tag => Upstream.Tag;

    /// <summary>The upstream by itself, which fails closed.</summary>
    public Outbound Upstream { get; }

    /// <inheritdoc/>
    public override async ValueTask<DialResult> ConnectAsync(DialContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var since = _time.GetTimestamp();
        var result = await Upstream.ConnectAsync(context, cancellationToken);
        if (result.Error is not { } error || !FallbackState.MeansAway(error))
        {
            if (result.Error is null or { Kind: DialErrorKind.UpstreamRefused } && _state.IsBack()) EngineLog.UpstreamBack(_logger, Tag);
            return result;
        }

        if (_state.IsAway()) EngineLog.UpstreamAway(_logger, Tag, error.Message);
        var left = _dialTimeout - _time.GetElapsedTime(since);
        if (left <= TimeSpan.Zero) return result;
        var direct = await _direct.ConnectAsync(context with { Limit = left }, cancellationToken);
        return direct.InPlaceOf(error);
    }

    /// <inheritdoc/>
    public override ValueTask<BindResult> BindAsync(BindContext context, CancellationToken cancellationToken) => Upstream.BindAsync(context, cancellationToken);

    /// <inheritdoc/>
    public override ValueTask<AssociateResult> AssociateAsync(AssociateContext context, CancellationToken cancellationToken) =>
        Upstream.AssociateAsync(context, cancellationToken);
}
