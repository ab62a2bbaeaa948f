using System.Net;
using System.Text;
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

    private readonly Outbound _outbound;
    private readonly EngineMetrics _metrics;
    private readonly TimeProvider _time;
    private int _openConnections;

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

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is { } content && content.Headers.ContentLength != 0 && request.Options.TryGetValue(RequestKey, out var forwarded))
        {
            request.Content = new StreamingContent(content, forwarded);
        }

        return base.SendAsync(request, cancellationToken);
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        if (!context.InitialRequestMessage.Options.TryGetValue(RequestKey, out var request))
        {
            throw new InvalidOperationException("A message without its request.");
        }

        var result = await _outbound.ConnectAsync(request.Dial, cancellationToken);
        if (!result.IsConnected)
        {
            _metrics.CountDialFailure(result.Error);
            throw new DialException(result.Error);
        }

        Interlocked.Increment(ref _openConnections);
        return new ChannelStream(result.Channel, _time, () => Interlocked.Decrement(ref _openConnections));
    }
}
