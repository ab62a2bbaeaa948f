using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using Sockeye.Core.Net;
using Sockeye.Engine.Dialing;
using Sockeye.Tests.Transport;

namespace Sockeye.Tests.Dialing;

public sealed class TcpDialerTests
{
    private static readonly TimeSpan s_attemptDelay = TimeSpan.FromMilliseconds(250);
    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedConnector _network = new();
    private readonly DialTimings _timings = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connect_FirstAddressSilent_TriesTheNextAfterTheDelayAndClosesTheLoser()
    {
        var dial = Dial("2606::1", "8.8.8.8", "2606::2");
        _network.Tried.ShouldBe(["2606::1"]);
        _time.Advance(s_attemptDelay - TimeSpan.FromMilliseconds(1));
        _network.Tried.Count.ShouldBe(1);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        WaitForTried(2);

        using var winner = _network.Succeed("8.8.8.8");

        (await dial).Port.ShouldBeSameAs(winner);
        _network.Tried.ShouldBe(["2606::1", "8.8.8.8"]);
        _network.Cancelled.ShouldBe(["2606::1"]);
        _timings[DialStage.Connect].ShouldBe(s_attemptDelay);
        _timings[DialStage.Resolve].ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task Connect_FirstAddressFails_TriesTheNextAtOnce()
    {
        var dial = Dial("2606::1", "8.8.8.8");
        _network.Fail("2606::1", SocketError.NetworkUnreachable);
        WaitForTried(2);

        using var winner = _network.Succeed("8.8.8.8");

        (await dial).Port.ShouldBeSameAs(winner);
        _timings[DialStage.Connect].ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task Connect_SlowFirstAddressAnswersInTheEnd_Wins()
    {
        var dial = Dial("2606::1", "8.8.8.8");
        _time.Advance(s_attemptDelay);
        WaitForTried(2);

        using var winner = _network.Succeed("2606::1");

        (await dial).Port.ShouldBeSameAs(winner);
        _network.Cancelled.ShouldBe(["8.8.8.8"]);
    }

    [Fact]
    public async Task Connect_TheLoserConnectsWhileItIsCancelled_IsClosed()
    {
        using var late = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp).Portable();
        _network.ConnectsWhenCancelled["2606::1"] = late;
        var dial = Dial("2606::1", "8.8.8.8");
        _time.Advance(s_attemptDelay);
        WaitForTried(2);

        using var winner = _network.Succeed("8.8.8.8");

        (await dial).Port.ShouldBeSameAs(winner);
        late.IsAborted.ShouldBeTrue();
        winner.IsAborted.ShouldBeFalse();
    }

    [Theory]
    [InlineData(SocketError.ConnectionRefused, SocketError.HostUnreachable, DialErrorKind.ConnectionRefused)]
    [InlineData(SocketError.HostUnreachable, SocketError.ConnectionRefused, DialErrorKind.ConnectionRefused)]
    [InlineData(SocketError.NetworkUnreachable, SocketError.HostUnreachable, DialErrorKind.HostUnreachable)]
    [InlineData(SocketError.HostDown, SocketError.TimedOut, DialErrorKind.HostUnreachable)]
    [InlineData(SocketError.NetworkUnreachable, SocketError.TimedOut, DialErrorKind.TimedOut)]
    [InlineData(SocketError.AddressFamilyNotSupported, SocketError.AddressNotAvailable, DialErrorKind.NetworkUnreachable)]
    [InlineData(SocketError.TooManyOpenSockets, SocketError.ConnectionRefused, DialErrorKind.LimitReached)]
    [InlineData(SocketError.NoBufferSpaceAvailable, SocketError.TimedOut, DialErrorKind.LimitReached)]
    [InlineData(SocketError.AccessDenied, SocketError.NetworkUnreachable, DialErrorKind.NetworkUnreachable)]
    public async Task Connect_AllAddressesFail_SaysWhatTellsMost(SocketError first, SocketError second, DialErrorKind kind)
    {
        var dial = Dial("2606::1", "8.8.8.8");
        _network.Fail("2606::1", first);
        WaitForTried(2);
        _network.Fail("8.8.8.8", second);

        var error = (await dial).Error!;

        error.Kind.ShouldBe(kind);
        error.Stage.ShouldBe(DialStage.Connect);
        error.Message.ShouldStartWith("example.com:443 (2 addresses): ");
    }

    [Fact]
    public async Task Connect_SilenceUntilTheLimit_TimesOutAndCancelsAll()
    {
        var dial = Dial("2606::1", "8.8.8.8");
        _time.Advance(s_attemptDelay);
        WaitForTried(2);
        _time.Advance(TimeSpan.FromSeconds(10));

        var error = (await dial).Error!;

        error.Kind.ShouldBe(DialErrorKind.TimedOut);
        error.Stage.ShouldBe(DialStage.Connect);
        _network.Cancelled.ShouldBe(["2606::1", "8.8.8.8"], ignoreOrder: true);
    }

    [Fact]
    public async Task Connect_OneRefusedAndOneSilentUntilTheLimit_IsRefused()
    {
        var dial = Dial("2606::1", "8.8.8.8");
        _network.Fail("2606::1", SocketError.ConnectionRefused);
        WaitForTried(2);
        _time.Advance(TimeSpan.FromSeconds(10));

        (await dial).Error!.Kind.ShouldBe(DialErrorKind.ConnectionRefused);
    }

    [Fact]
    public async Task Connect_SessionEnds_IsAbortedAtOnce()
    {
        using var session = new CancellationTokenSource();
        var dial = Dial(["2606::1", "8.8.8.8"], guard: null, session.Token);

        await session.CancelAsync();

        (await dial).Error!.Kind.ShouldBe(DialErrorKind.Aborted);
        _network.Cancelled.ShouldBe(["2606::1"]);
    }

    [Theory]
    [InlineData(true, DialErrorKind.Aborted)]
    [InlineData(false, DialErrorKind.TimedOut)]
    public async Task Connect_EndedWhileResolving_SaysByWhat(bool session, DialErrorKind kind)
    {
        using var token = new CancellationTokenSource();
        var dial = Dial([], guard: null, token.Token);
        if (session)
        {
            await token.CancelAsync();
        }
        else
        {
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        var error = (await dial).Error!;

        error.Kind.ShouldBe(kind);
        error.Stage.ShouldBe(DialStage.Resolve);
        _network.Tried.ShouldBeEmpty();
    }

    [Fact]
    public async Task Connect_AllAddressesRefusedByTheGuard_DialsNothing()
    {
        var error = (await Dial(["127.0.0.1", "fd00::1", "64:ff9b::10.0.0.1"], Guard(), Token)).Error!;

        error.Kind.ShouldBe(DialErrorKind.NotAllowed);
        error.Stage.ShouldBe(DialStage.Guard);
        error.Message.ShouldBe("example.com:443: 127.0.0.1 is refused, loopback network 127.0.0.0/8");
        _network.Tried.ShouldBeEmpty();
    }

    [Fact]
    public async Task Connect_SomeAddressesRefusedByTheGuard_DialsTheOthersOnly()
    {
        var dial = Dial(["127.0.0.1", "8.8.8.8", "::1", "10.0.0.1"], Guard(), Token);
        using var winner = _network.Succeed("8.8.8.8");

        (await dial).Port.ShouldBeSameAs(winner);
        _network.Tried.ShouldBe(["8.8.8.8"]);
    }

    [Fact]
    public async Task Connect_ALiteral_IsNotResolvedAndGuardedAtOnce()
    {
        var resolver = new ScriptedResolver("8.8.8.8");
        Destination.TryFromHost("127.1", 443, out var destination).ShouldBeTrue();

        var dial = new TcpDialer(new DialOptions(), resolver, _time, _network).ConnectAsync(destination, Guard(), "alice", _timings, Token);

        dial.IsCompleted.ShouldBeTrue();
        (await dial).Error!.Kind.ShouldBe(DialErrorKind.NotAllowed);
        resolver.Asked.ShouldBeEmpty();
        _timings[DialStage.Resolve].ShouldBeNull();
    }

    [Fact]
    public async Task Connect_ANameWithAFloodOfAddresses_TriesABoundedNumber()
    {
        var dial = Dial([.. Enumerable.Range(1, 40).Select(i => $"8.8.8.{i}")]);
        for (var i = 1; i <= 16; i++)
        {
            WaitForTried(i);
            _network.Fail($"8.8.8.{i}", SocketError.ConnectionRefused);
        }

        (await dial).Error!.Kind.ShouldBe(DialErrorKind.ConnectionRefused);
        _network.Tried.Count.ShouldBe(16);
    }

    private static NetworkGuard Guard() => new(new GuardOptions(), new FixedOwnAddresses());

    private Task<TcpDialResult> Dial(params string[] addresses) => Dial(addresses, guard: null, Token);

    private Task<TcpDialResult> Dial(string[] addresses, NetworkGuard? guard, CancellationToken token)
    {
        Destination.TryFromHost("example.com", 443, out var destination).ShouldBeTrue();
        return new TcpDialer(new DialOptions(), new ScriptedResolver(addresses), _time, _network)
            .ConnectAsync(destination, guard, "alice", _timings, token).AsTask();
    }

    private void WaitForTried(int count) =>
        SpinWait.SpinUntil(() => _network.Tried.Count >= count, TimeSpan.FromSeconds(10)).ShouldBeTrue();
}
