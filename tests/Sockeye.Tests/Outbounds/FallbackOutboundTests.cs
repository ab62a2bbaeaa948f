using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Sockeye.Core.Net;
using Sockeye.Engine.Binding;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Outbounds;
using Sockeye.Engine.Transport;
using Sockeye.Engine.Transport.Sockets.Polling;
using Sockeye.Engine.Udp;
using Sockeye.Tests.Dialing;
using Sockeye.Tests.Testing;
using Sockeye.Tests.Transport;

namespace Sockeye.Tests.Outbounds;

public sealed class FallbackOutboundTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RecordingLoggerFactory _log = new();
    private readonly Way _upstream = new("up");
    private readonly Way _direct = new("direct");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DialStage.Resolve, DialErrorKind.UpstreamFailed)]
    [InlineData(DialStage.Resolve, DialErrorKind.TimedOut)]
    [InlineData(DialStage.Connect, DialErrorKind.UpstreamFailed)]
    [InlineData(DialStage.Connect, DialErrorKind.TimedOut)]
    [InlineData(DialStage.Tls, DialErrorKind.TlsFailed)]
    [InlineData(DialStage.Tls, DialErrorKind.TimedOut)]
    [InlineData(DialStage.ProxyGreeting, DialErrorKind.UpstreamFailed)]
    [InlineData(DialStage.ProxyGreeting, DialErrorKind.UpstreamAuthenticationFailed)]
    public async Task Connect_UpstreamCannotBeHad_GoesDirectlyAndSaysSo(DialStage stage, DialErrorKind kind)
    {
        _upstream.Error = new DialError(stage, kind, "away");

        var result = await Outbound().ConnectAsync(Context(), Token);

        result.IsConnected.ShouldBeTrue();
        result.Bypassed.ShouldBe(_upstream.Error);
        _direct.Asked.ShouldBe(1);
    }

    [Theory]
    [InlineData(DialStage.ProxyRequest, DialErrorKind.UpstreamRefused)]
    [InlineData(DialStage.ProxyRequest, DialErrorKind.UpstreamAuthenticationFailed)]
    [InlineData(DialStage.ProxyRequest, DialErrorKind.UpstreamFailed)]
    [InlineData(DialStage.ProxyRequest, DialErrorKind.TimedOut)]
    [InlineData(DialStage.Route, DialErrorKind.OutboundUnavailable)]
    [InlineData(DialStage.Route, DialErrorKind.NotAllowed)]
    [InlineData(DialStage.Guard, DialErrorKind.NotAllowed)]
    [InlineData(DialStage.Tls, DialErrorKind.OutboundUnavailable)]
    [InlineData(DialStage.Resolve, DialErrorKind.LimitReached)]
    [InlineData(DialStage.Connect, DialErrorKind.LimitReached)]
    [InlineData(DialStage.Connect, DialErrorKind.Aborted)]
    [InlineData(DialStage.ProxyGreeting, DialErrorKind.Aborted)]
    public async Task Connect_AnythingElse_FailsClosed(DialStage stage, DialErrorKind kind)
    {
        _upstream.Error = new DialError(stage, kind, "no");

        var result = await Outbound().ConnectAsync(Context(), Token);

        result.Error.ShouldBe(_upstream.Error);
        result.Bypassed.ShouldBeNull();
        _direct.Asked.ShouldBe(0);
        _log.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task Connect_UpstreamIsThere_NothingGoesDirectly()
    {
        var result = await Outbound().ConnectAsync(Context(), Token);

        result.IsConnected.ShouldBeTrue();
        result.Bypassed.ShouldBeNull();
        _direct.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task Connect_DirectFailsToo_TellsOfBothWithTheCodeOfTheTarget()
    {
        _upstream.Error = new DialError(DialStage.Connect, DialErrorKind.UpstreamFailed, "upstream up cannot be reached");
        _direct.Error = new DialError(DialStage.Guard, DialErrorKind.NotAllowed, "10.0.0.1:80: refused");

        var result = await Outbound().ConnectAsync(Context(), Token);

        var error = result.Error.ShouldNotBeNull();
        (error.Stage, error.Kind).ShouldBe((DialStage.Guard, DialErrorKind.NotAllowed));
        error.Message.ShouldBe("10.0.0.1:80: refused (directly: upstream up cannot be reached)");
        result.Bypassed.ShouldNotBeNull();
    }

    [Fact]
    public async Task Connect_UpstreamTookItsTime_DirectHasWhatIsLeftAndTheSameTimings()
    {
        _upstream.Error = new DialError(DialStage.Connect, DialErrorKind.TimedOut, "away");
        _upstream.Takes = () => _time.Advance(TimeSpan.FromSeconds(4));
        var context = Context();

        await Outbound().ConnectAsync(context, Token);

        _direct.Context.ShouldNotBeNull().Limit.ShouldBe(TimeSpan.FromSeconds(6));
        _direct.Context.Timings.ShouldBeSameAs(context.Timings);
    }

    [Fact]
    public async Task Connect_SilentSocks5Upstream_LeavesHalfOfTheLimitForTheDirectWay()
    {
        var greeted = new TaskCompletionSource();
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.ExpectAsync("05 01 00");
            greeted.SetResult();
            await peer.WaitForEndAsync();
        });
        using var upstream = Real(ProxyScheme.Socks5, server.Port);
        var dial = new FallbackOutbound(upstream, _direct, Dialer(), _log).ConnectAsync(Context(), Token).AsTask();
        await greeted.Task.WaitAsync(TimeSpan.FromSeconds(10), Token);

        _time.Advance(TimeSpan.FromSeconds(5));

        var result = await dial.WaitAsync(TimeSpan.FromSeconds(10), Token);
        result.Bypassed.ShouldNotBeNull().Stage.ShouldBe(DialStage.ProxyGreeting);
        result.Bypassed.Kind.ShouldBe(DialErrorKind.TimedOut);
        _direct.Context!.Limit.ShouldBe(TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData(ProxyScheme.Socks5)]
    [InlineData(ProxyScheme.Http)]
    public async Task Connect_UpstreamWaitsForItsTarget_HasTheWholeLimitAndNothingGoesDirectly(ProxyScheme scheme)
    {
        var asked = new TaskCompletionSource();
        await using var server = new ScriptedServer(async peer =>
        {
            if (scheme == ProxyScheme.Http)
            {
                (await peer.ReadHeadAsync()).ShouldStartWith("CONNECT ");
            }
            else
            {
                await peer.ExpectAsync("05 01 00");
                await peer.SendAsync("05 00");
                await peer.ExpectAsync("05 01 00 03 0B 65 78 61 6D 70 6C 65 2E 63 6F 6D 01 BB");
            }

            asked.SetResult();
            await peer.WaitForEndAsync();
        });
        using var upstream = Real(scheme, server.Port);
        var dial = new FallbackOutbound(upstream, _direct, Dialer(), _log).ConnectAsync(Context(), Token).AsTask();
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(10), Token);

        _time.Advance(TimeSpan.FromSeconds(9));
        dial.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));

        var error = (await dial.WaitAsync(TimeSpan.FromSeconds(10), Token)).Error.ShouldNotBeNull();
        (error.Stage, error.Kind).ShouldBe((DialStage.ProxyRequest, DialErrorKind.TimedOut));
        _direct.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task BindAndAssociate_UpstreamCannotBeHad_FailClosed()
    {
        var outbound = Outbound();
        _upstream.Error = new DialError(DialStage.Connect, DialErrorKind.UpstreamFailed, "away");
        var peer = Destination.FromAddress(IPAddress.Any, 0);

        (await outbound.BindAsync(new BindContext(peer, null, new BindOptions(), "alice", new DialTimings()), Token)).Error.ShouldBe(_upstream.Error);
        (await outbound.AssociateAsync(new AssociateContext("alice", new UdpTally(new UdpCounters()), new DialTimings()), Token)).Error.ShouldBe(_upstream.Error);
        _direct.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task Log_ManyConnectionsWhileItIsAway_HasOneWarningAndOneWordOfItsReturn()
    {
        var outbound = Outbound();
        var away = new DialError(DialStage.Connect, DialErrorKind.UpstreamFailed, "upstream up cannot be reached: connection refused");
        for (var time = 0; time < 3; time++)
        {
            _upstream.Error = away;
            for (var i = 0; i < 10; i++) await outbound.ConnectAsync(Context(), Token);
            _upstream.Error = time == 0 ? null : new DialError(DialStage.ProxyRequest, DialErrorKind.UpstreamRefused, "no");
            for (var i = 0; i < 10; i++) await outbound.ConnectAsync(Context(), Token);
            if (time == 1) _time.Advance(TimeSpan.FromMinutes(1));
        }

        var lines = _log.Entries.ToArray();
        lines.Length.ShouldBe(4, "the second time began within the same minute");
        lines[0].ShouldStartWith("Warning: upstream up can't be had");
        lines[0].ShouldContain(away.Message);
        lines[1].ShouldStartWith("Information: upstream up takes connections again");
        lines[2].ShouldBe(lines[0]);
        lines[3].ShouldBe(lines[1]);
    }

    private static DialContext Context()
    {
        Destination.TryFromHost("example.com", 443, out var destination).ShouldBeTrue();
        return new DialContext(destination, "alice");
    }

    private FallbackOutbound Outbound() => new(_upstream, _direct, Dialer(), _log);

    private TcpDialer Dialer() => new(new DialOptions(), new ScriptedResolver("127.0.0.1"), _time, PolledSocketSource.Instance);

    private UpstreamOutbound Real(ProxyScheme scheme, ushort port)
    {
        var dialer = Dialer();
        var options = new UpstreamOptions { Tag = "up", Scheme = scheme, Host = "127.0.0.1", Port = port, ReachTimeout = FallbackOutbound.ReachTimeout(dialer) };
        return new UpstreamOutbound(options, dialer, new ScriptedTls(), new UdpBinder(PolledSocketSource.Instance), NullLogger.Instance);
    }

    /// <summary>A way out that does as it is told.</summary>
    private sealed class Way(string tag) : Outbound
    {
        public override string Tag => tag;

        public DialError? Error { get; set; }

        public Action? Takes { get; set; }

        public int Asked { get; private set; }

        public DialContext? Context { get; private set; }

        public override ValueTask<DialResult> ConnectAsync(DialContext context, CancellationToken cancellationToken)
        {
            (Asked, Context) = (Asked + 1, context);
            Takes?.Invoke();
            return new(Error is { } error ? DialResult.Failed(error) : DialResult.Connected(new DuplexPair().Near, null));
        }

        public override ValueTask<BindResult> BindAsync(BindContext context, CancellationToken cancellationToken)
        {
            Asked++;
            return new(new BindResult(null, Error));
        }

        public override ValueTask<AssociateResult> AssociateAsync(AssociateContext context, CancellationToken cancellationToken)
        {
            Asked++;
            return new(new AssociateResult(null, Error));
        }
    }
}
