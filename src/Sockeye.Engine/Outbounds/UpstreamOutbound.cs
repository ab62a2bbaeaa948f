using Microsoft.Extensions.Logging;
using Sockeye.Core.Net;
using Sockeye.Core.Socks5;
using Sockeye.Engine.Binding;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Outbounds.Ready;
using Sockeye.Engine.Transport;
using Sockeye.Engine.Transport.Sockets;
using Sockeye.Engine.Transport.Tls;
using Sockeye.Engine.Udp;

namespace Sockeye.Engine.Outbounds;

/// <summary>
/// Through an upstream proxy, by SOCKS5 or HTTP CONNECT, with or without TLS. What cannot go through it fails; nothing
/// is ever dialled directly instead. One dial limit covers the connection, TLS, the login and the answer.
/// </summary>
public sealed class UpstreamOutbound : Outbound, IDisposable
{
    private readonly TcpDialer _dialer;
    private readonly Destination _proxy;
    private readonly SharedTlsClient? _tls;
    private readonly IProxyClient _client;
    private readonly string _name;
    private readonly string? _fault;
    private readonly UpstreamDatagrams _datagrams;
    private readonly Socks5Pipeline? _pipeline;
    private readonly ReadyPool? _ready;
    private readonly Action<DialError?>? _observer;
    private readonly TimeSpan? _reachTimeout;

    /// <summary>
    /// An upstream. TLS is prepared here, where the scheme says so. Options with a <see cref="UpstreamOptions.FindFault"/>
    /// make an outbound that fails closed: one bad upstream must not take the others with it.
    /// </summary>
    /// <exception cref="TlsConfigurationException">An authority cannot be used.</exception>
    public UpstreamOutbound(UpstreamOptions options, TcpDialer dialer, TlsProvider tlsProvider, UdpBinder udp, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(dialer);
        ArgumentNullException.ThrowIfNull(tlsProvider);
        Tag = options.Tag;
        _fault = options.FindFault();
        _ = Destination.TryFromHost(options.Host, options.Port, out _proxy);
        _dialer = dialer;
        _name = $"upstream {options.Tag} ({_proxy})";
        _datagrams = new UpstreamDatagrams(options, _name, udp, logger);
        _observer = options.Observer;
        _reachTimeout = options.ReachTimeout;
        _pipeline = options.Pipelined && !options.UsesHttp ? new Socks5Pipeline(options.UserName, options.Password, dialer.Time) : null;
        _ready = options.ReadyConnections > 0 && _pipeline is not null && _fault is null
            ? new ReadyPool(options.ReadyConnections, OpenReadyAsync, dialer.Time)
            : null;
        _client = options.UsesHttp
            ? new HttpConnectClient(options.UserName, options.Password, dialer.Time)
            : new Socks5Client(options.UserName, options.Password, dialer.Time, _pipeline);
        _tls = options.UsesTls && _fault is null
            ? new SharedTlsClient(tlsProvider.CreateClient(options.Tls ?? new TlsClientOptions { ServerName = _proxy.Host }))
            : null;
    }

    /// <inheritdoc/>
    public override string Tag { get; }

    /// <inheritdoc/>
    public override async ValueTask<DialResult> ConnectAsync(DialContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var limit = _dialer.StartLimit(cancellationToken);
        using var reach = _reachTimeout is { } timeout && _ready is null ? limit.Within(timeout, _dialer.Time) : null;
        var (channel, error) = await ReachAsync(context.FairnessKey, context.Timings, limit, reach);
        if (channel is null)
        {
            return DialResult.Failed(error!);
        }

        ProxyAnswer answer;
        await using ((reach ?? limit).Token.UnsafeRegister(AbortChannel, channel)) // the inner one ends with the outer one
        {
            answer = await _client.ConnectAsync(channel, context.Destination, context.Timings, reach);
        }

        if (answer.IsTunnel && !(reach ?? limit).IsOver)
        {
            _observer?.Invoke(null);
            return DialResult.Connected(answer.Tunnel, answer.Bound);
        }

        await channel.DisposeAsync();
        return DialResult.Failed(ErrorOf(reach ?? limit, answer.Error));
    }

    /// <inheritdoc/>
    public override async ValueTask<BindResult> BindAsync(BindContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_client is not Socks5Client client)
        {
            return await base.BindAsync(context, cancellationToken);
        }

        var (channel, answer, error) = await AskAsync(client, Socks5Command.Bind, context.Peer, context.FairnessKey, context.Timings, cancellationToken);
        return channel is null
            ? new(null, error)
            : new(new UpstreamBoundPort(channel, answer.Reader, answer.Bound, context, _name, _dialer.Time), null);
    }

    /// <inheritdoc/>
    public override async ValueTask<AssociateResult> AssociateAsync(AssociateContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_client is not Socks5Client client || _datagrams.Commands is not { Length: > 0 } commands)
        {
            return await base.AssociateAsync(context, cancellationToken);
        }

        DialError? refusal = null;
        foreach (var command in commands)
        {
            var (channel, answer, error) = await AskAsync(client, command, UpstreamDatagrams.Anywhere, context.FairnessKey, context.Timings, cancellationToken);
            if (channel is not null) return await _datagrams.OpenAsync(channel, answer, command, context);
            if (!_datagrams.MayHaveAnother(error!)) return new(null, error);
            refusal = error;
        }

        return AssociateResult.Failed(DialStage.ProxyRequest, DialErrorKind.NotSupported, $"no UDP: {refusal!.Message}");
    }

    /// <summary>A connection on which the upstream said yes to this command, or why there is none.</summary>
    private async ValueTask<(DuplexChannel? Channel, Socks5Answer Answer, DialError? Error)> AskAsync(
        Socks5Client client, Socks5Command command, Destination destination, string fairnessKey, DialTimings timings, CancellationToken cancellationToken)
    {
        using var limit = _dialer.StartLimit(cancellationToken);
        var (channel, error) = await ReachAsync(fairnessKey, timings, limit);
        if (channel is null)
        {
            return (null, default, error);
        }

        Socks5Answer answer;
        await using (limit.Token.UnsafeRegister(AbortChannel, channel))
        {
            answer = await client.AskAsync(channel, command, destination, timings);
        }

        if (answer.Error is null && !limit.IsOver)
        {
            _observer?.Invoke(null);
            return (channel, answer, null);
        }

        await channel.DisposeAsync();
        return (null, answer, ErrorOf(limit, answer.Error));
    }

    private static void AbortChannel(object? channel) => ((DuplexChannel)channel!).Abort();

    private DialError ErrorOf(DialLimit limit, DialError? error) => Told(limit.IsOver
        ? limit.ErrorAt(error?.Stage ?? DialStage.ProxyRequest, _name)
        : error! with { Message = $"{_name} {error.Message}" });

    private DialError Told(DialError error)
    {
        _observer?.Invoke(error);
        return error;
    }

    /// <summary>
    /// Tries the upstream as a session would, up to the login where the protocol has one of its own; null, or why it cannot be
    /// had. Where connections are kept ready, this one is the first.
    /// </summary>
    public async ValueTask<DialError?> TryAsync(CancellationToken cancellationToken)
    {
        var (channel, error) = await OpenReadyAsync(cancellationToken);
        if (channel is null)
        {
            return error;
        }

        if (_ready is not null)
        {
            _ready.Add(channel);
        }
        else
        {
            await channel.CompleteWritesAsync();
            await channel.DisposeAsync();
        }

        return null;
    }

    /// <summary>A connection that waits for a request.</summary>
    private async ValueTask<(DuplexChannel? Channel, DialError? Error)> OpenReadyAsync(CancellationToken cancellationToken)
    {
        var timings = new DialTimings();
        using var limit = _dialer.StartLimit(cancellationToken);
        var (channel, error) = await ReachFreshAsync("", timings, limit);
        if (channel is null)
        {
            return (null, error);
        }

        await using (limit.Token.UnsafeRegister(AbortChannel, channel))
        {
            error = _pipeline is null ? null : await _pipeline.LogInAsync(channel, timings);
        }

        if (error is null && !limit.IsOver)
        {
            _observer?.Invoke(null);
            return (channel, null);
        }

        await channel.DisposeAsync();
        return (null, ErrorOf(limit, error));
    }

    /// <summary>A channel to the upstream, past TLS where there is TLS; past the login too where one was ready.</summary>
    private ValueTask<(DuplexChannel? Channel, DialError? Error)> ReachAsync(string fairnessKey, DialTimings timings, DialLimit limit, DialLimit? reach = null)
    {
        if (_ready?.Take() is not { } ready)
        {
            return ReachFreshAsync(fairnessKey, timings, limit, reach);
        }

        var takenAt = _dialer.Time.GetTimestamp();
        return new((new ReadyChannel(ready, ReplaceAsync), null));

        ValueTask<(DuplexChannel? Channel, DialError? Error)> ReplaceAsync()
        {
            _ready.Renew(takenAt);
            return ReachFreshAsync(fairnessKey, timings, limit);
        }
    }

    private async ValueTask<(DuplexChannel? Channel, DialError? Error)> ReachFreshAsync(
        string fairnessKey, DialTimings timings, DialLimit dialLimit, DialLimit? reach = null)
    {
        using var own = reach is null && _reachTimeout is { } timeout ? dialLimit.Within(timeout, _dialer.Time) : null;
        var limit = reach ?? own ?? dialLimit;
        if (_fault is not null)
        {
            return (null, new DialError(DialStage.Route, DialErrorKind.OutboundUnavailable, $"upstream {Tag} cannot be used: {_fault}"));
        }

        var tcp = await _dialer.ConnectAsync(_proxy, guard: null, fairnessKey, timings, limit);
        return !tcp.IsConnected ? (null, Told(NotReached(tcp.Error)))
            : _tls is null ? (new SocketChannel(tcp.Port), null)
            : await ShakeHandsAsync(_tls, tcp.Port, timings, limit);
    }

    /// <summary>Gives TLS back, once the handshakes under way have ended, and what is kept ready at once.</summary>
    public void Dispose()
    {
        _ready?.Dispose();
        _tls?.Dispose();
    }

    private async ValueTask<(DuplexChannel? Channel, DialError? Error)> ShakeHandsAsync(
        SharedTlsClient shared, SocketPort socket, DialTimings timings, DialLimit limit)
    {
        var client = shared.Enter();
        if (client is null)
        {
            socket.Dispose();
            return (null, new DialError(DialStage.Tls, DialErrorKind.OutboundUnavailable, $"{_name} was taken out of service meanwhile"));
        }

        var since = _dialer.Time.GetTimestamp();
        TlsHandshakeResult handshake;
        try
        {
            handshake = await client.ConnectAsync(socket, limit.Token);
        }
        finally
        {
            shared.Leave();
        }

        timings.Add(DialStage.Tls, _dialer.Time.GetElapsedTime(since));
        if (handshake.IsEstablished)
        {
            return (handshake.Channel, null);
        }

        return (null, Told(limit.IsOver
            ? limit.ErrorAt(DialStage.Tls, _name)
            : new DialError(DialStage.Tls, DialErrorKind.TlsFailed, $"{_name}: TLS handshake failed: {handshake.Message}")));
    }

    // A client must not read "connection refused" as being about its target.
    private static DialErrorKind KindOf(DialErrorKind kind) =>
        kind is DialErrorKind.TimedOut or DialErrorKind.LimitReached or DialErrorKind.Aborted ? kind : DialErrorKind.UpstreamFailed;

    private DialError NotReached(DialError error) =>
        error with { Kind = KindOf(error.Kind), Message = $"upstream {Tag} cannot be reached: {error.Message}" };
}
