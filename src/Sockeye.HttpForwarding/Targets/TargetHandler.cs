using System.Net;
using System.Text;
using Sockeye.Core.Routing;
using Sockeye.Engine.Diagnostics;
using Sockeye.Engine.Outbounds;
using Sockeye.HttpForwarding.Forwarding;
using Sockeye.HttpForwarding.Requests;

namespace Sockeye.HttpForwarding.Targets;

/// <summary>The HTTP client towards targets, over connections that an outbound opens. It adds nothing and follows nothing of its own.</summary>
internal sealed class TargetHandler : DelegatingHandler
{
    /// <summary>The request that an outgoing message belongs to.</summary>
    public static readonly HttpRequestOptionsKey<ForwardedRequest> RequestKey = new("sockeye.request");

    // Long enough for the pieces of one page, short enough not to gather connections.
    private static readonly TimeSpan IdleLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LifeLimit = TimeSpan.FromMinutes(5);

    // The HTTP client doesn't tell which request uses which connection; the one that writes to it does.
    private static readonly AsyncLocal<ForwardedRequest?> s_writing = new();

    private readonly Outbound _outbound;
    private readonly EngineMetrics _metrics;
    private readonly TimeProvider _time;
    private int _openConnections;
    private volatile bool _bypassesUpstream;

    public TargetHandler(Outbound outbound, EngineMetrics metrics, TimeProvider time)
    {
        (_outbound, _metrics, _time) = (outbound, metrics, time);
        InnerHandler = new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
            ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
            ConnectTimeout = Timeout.InfiniteTimeSpan, // the outbound carries the dial limit
            PooledConnectionIdleTimeout = IdleLimit,
            PooledConnectionLifetime = LifeLimit,
            MaxResponseDrainSize = 0, // what a client no longer wants is not fetched to save a connection
            ConnectCallback = ConnectAsync,
        };
    }

    /// <summary>Connections to targets that are open now, in use or not.</summary>
    public int OpenConnections => Volatile.Read(ref _openConnections);

    /// <summary>Whether a connection goes straight to its target, since the upstream could not be had: it is for no later request.</summary>
    public bool BypassesUpstream => _bypassesUpstream;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Options.TryGetValue(RequestKey, out var forwarded);
        if (forwarded is not null && request.Content is { } content && content.Headers.ContentLength != 0)
        {
            request.Content = new StreamingContent(content, forwarded);
        }

        if (_outbound is FallbackOutbound) s_writing.Value = forwarded;

        return base.SendAsync(request, cancellationToken);
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        if (!context.InitialRequestMessage.Options.TryGetValue(RequestKey, out var request))
        {
            throw new InvalidOperationException("A message without its request.");
        }

        var result = await _outbound.ConnectAsync(request.Dial, cancellationToken);
        if (result.Bypassed is { } upstream)
        {
            _bypassesUpstream = true;
            _metrics.CountFallback(upstream);
        }

        if (!result.IsConnected)
        {
            if (result.Bypassed is not null) request.Fallback = WellKnownOutbounds.Direct;
            _metrics.CountDialFailure(result.Error);
            throw new DialException(result.Error);
        }

        Interlocked.Increment(ref _openConnections);
        return new ChannelStream(result.Channel, _time, () => Interlocked.Decrement(ref _openConnections), result.Bypassed is null ? null : NoteFallback);
    }

    private static void NoteFallback()
    {
        if (s_writing.Value is { } request) request.Fallback = WellKnownOutbounds.Direct;
    }
}
