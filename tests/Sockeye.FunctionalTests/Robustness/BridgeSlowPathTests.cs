using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.DelayLines;
using Sockeye.FunctionalTests.Testing.Targets;

namespace Sockeye.FunctionalTests.Robustness;

/// <summary>The bridge at one end of a long path, its server at the other: what a session costs, and what loss and dead times do.</summary>
public abstract class BridgeSlowPathTests<TKind> : FunctionalTest
    where TKind : ITlsKind
{
    private const int PoolSize = 4;
    private const int TimedOut = 6;

    private static readonly TestUser Alice = new("alice", "correct-horse-battery");
    private static readonly DelayLineOptions Lossy = new() { Loss = 0.01, Reorder = 0.01 };

    private DelayLine _line = null!;
    private LineServer _server = null!;
    private LineBridge _bridge = null!;
    private int _open;

    [Fact]
    public async Task FreshSession_CostsThreeRoundTrips()
    {
        await StartAsync(RoundTrips.Path, request: "60s", "--pool", "0");
        var target = Own(_line.Far.Run(() => Targets.SpeaksFirst("hello")));

        // TCP, TLS, SOCKS5 in one go; the target's first bytes come with the reply.
        (await RoundTrips.OfNewConnectionsAsync(_line, () => ReachFirstByteAsync(target))).ShouldBe(3);
    }

    [Fact]
    public async Task PooledSession_CostsOneRoundTrip()
    {
        await StartAsync(RoundTrips.Path, request: "60s");
        var target = Own(_line.Far.Run(() => Targets.SpeaksFirst("hello")));
        await (await _bridge.OpenAsync("localhost", target.Port)).DisposeAsync();

        (await RoundTrips.OfOldConnectionsAsync(_line, () => ReachFirstByteAsync(target), UntilPoolIsFullAsync)).ShouldBe(1);
    }

    [Fact]
    public async Task Sessions_BeyondThePool_CostThreeRoundTripsAtMost()
    {
        await StartAsync(RoundTrips.Path, request: "60s");
        var target = Own(_line.Far.Run(() => Targets.SpeaksFirst("hello")));
        await (await _bridge.OpenAsync("localhost", target.Port)).DisposeAsync();

        var count = await RoundTrips.OfNewConnectionsAsync(
            _line, () => Task.WhenAll(Enumerable.Range(0, PoolSize + 2).Select(_ => ReachFirstByteAsync(target))), UntilPoolIsFullAsync);

        count.ShouldBe(3);
    }

    [Fact]
    public async Task Download_ThroughLoss_IsByteExact()
    {
        await StartAsync(Lossy, request: "60s");
        var payload = new TestPayload(1_000_001);
        var target = Own(_line.Far.Run(() => Targets.Source(payload)));

        var connection = await OwnAsync(_bridge.OpenAsync("localhost", target.Port));
        await connection.EndSendingAsync();

        Convert.ToHexString(SHA256.HashData(await connection.ReadToEndAsync(Limits.Transfer))).ShouldBe(payload.Digest());
        _line.Homeward.Lost.ShouldBePositive();
    }

    [Fact]
    public async Task Upload_ThroughLossAndEnded_IsByteExactAndAnswered()
    {
        await StartAsync(Lossy, request: "60s");
        var payload = new TestPayload(1_000_001);
        var target = Own(_line.Far.Run(() => Targets.Digest()));

        var connection = await OwnAsync(_bridge.OpenAsync("localhost", target.Port));
        foreach (var part in payload.Parts())
        {
            await connection.SendAsync(part);
        }

        await connection.EndSendingAsync();

        Encoding.ASCII.GetString(await connection.ReadToEndAsync(Limits.Transfer)).ShouldBe($"1000001 {payload.Digest()}");
        _line.Outward.Lost.ShouldBePositive();
    }

    [Fact]
    public async Task FortySessions_AtOnceThroughLoss_AllComplete()
    {
        await StartAsync(Lossy, request: "60s");
        var target = Own(_line.Far.Run(() => Targets.Echo()));

        await Task.WhenAll(Enumerable.Range(0, 40).Select(async _ =>
        {
            await using var connection = await _bridge.OpenAsync("localhost", target.Port);
            var bytes = RandomNumberGenerator.GetBytes(20_000);
            await connection.SendAsync(bytes);
            (await connection.ReadExactlyAsync(bytes.Length)).ShouldBe(bytes);
            await connection.EndSendingAsync();
            (await connection.ReadToEndAsync()).ShouldBeEmpty();
        }));
    }

    [Fact]
    public async Task ReadyConnections_EndedInABlackout_AreReplacedWithoutTheProgramNoticing()
    {
        await StartAsync(new(), request: "1s");
        var target = Own(_line.Far.Run(() => Targets.Echo()));
        await (await _bridge.OpenAsync("localhost", target.Port)).DisposeAsync();
        await _server.UntilSessionsAsync(PoolSize);

        using (_line.Blackout())
        {
            // The server has ended them all; not a word of it reached the bridge.
            await _server.UntilSessionsAsync(0);
        }

        await AssertEchoesAsync(target);
    }

    [Fact]
    public async Task ReadyConnections_ThatThePathForgot_DoNotKeepAProgramWaiting()
    {
        await StartAsync(new(), request: "60s");
        var target = Own(_line.Far.Run(() => Targets.Echo()));
        await AssertEchoesAsync(target);
        await UntilPoolIsFullAsync();

        _line.ForgetConnections();

        await AssertEchoesAsync(target);
    }

    [Fact]
    public async Task ReadyConnection_TargetThatDoesNotAnswer_IsNotTakenForDead()
    {
        // Nobody lives there: the server's dial ends at its limit, after longer than a request may go unacknowledged.
        const string nowhere = "10.77.0.9";
        await StartAsync(new(), configuration => configuration.WithTimeout("request", "60s").WithTimeout("dial", "5s")
            .With("guard", new JsonObject { ["allowPrivateNetworks"] = new JsonArray("10.77.0.0/24", "127.0.0.0/8", "::1/128") }));
        await AssertEchoesAsync(Own(_line.Far.Run(() => Targets.Echo())));
        await UntilPoolIsFullAsync();

        (await AskAsync(nowhere, 80)).ShouldBe(TimedOut);

        await _server.Server.WaitForAccessLineAsync($"{nowhere}:80 ");
        Regex.Count(_server.Output, $"{Regex.Escape(nowhere)}:80 via").ShouldBe(1, "asked once");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("4")]
    public async Task Request_WhileTheServerIsAway_IsToldInTime(string pool)
    {
        await StartAsync(new(), request: "60s", "--pool", pool);
        var target = Own(_line.Far.Run(() => Targets.Echo()));
        await AssertEchoesAsync(target);
        await _server.UntilSessionsAsync(int.Parse(pool, CultureInfo.InvariantCulture));

        using (_line.Blackout())
        {
            // Within the patience of a program, which the test's own limit for an answer stands for.
            (await AskAsync("localhost", target.Port)).ShouldBe(TimedOut);
        }

        await AssertEchoesAsync(target);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("4")]
    public async Task Request_InABlackout_IsServedAfterIt(string pool)
    {
        await StartAsync(new(), request: "60s", "--pool", pool);
        var target = Own(_line.Far.Run(() => Targets.Echo()));
        await AssertEchoesAsync(target);

        Task asking;
        using (_line.Blackout())
        {
            var dead = _line.Outward.BlackedOut;
            asking = AssertEchoesAsync(target);
            await Poll.UntilAsync(() => _line.Outward.BlackedOut > dead + 1, "a packet lost and sent again");
        }

        await asking;
    }

    [Fact]
    public async Task Transfer_OverABlackout_GoesOnAfterIt()
    {
        await StartAsync(new(), request: "60s");
        var target = Own(_line.Far.Run(() => Targets.Echo()));
        var connection = await OwnAsync(_bridge.OpenAsync("localhost", target.Port));

        using (_line.Blackout())
        {
            var dead = _line.Outward.BlackedOut;
            await connection.SendAsync("in the dark"u8.ToArray());
            await Poll.UntilAsync(() => _line.Outward.BlackedOut > dead + 1, "a packet lost and sent again");
        }

        Encoding.ASCII.GetString(await connection.ReadExactlyAsync(11)).ShouldBe("in the dark");
    }

    private Task StartAsync(DelayLineOptions options, string request, params string[] bridgeOptions) =>
        StartAsync(options, configuration => configuration.WithTimeout("request", request), bridgeOptions);

    private async Task StartAsync(DelayLineOptions options, Action<JsonObject> configure, params string[] bridgeOptions)
    {
        _line = await OwnAsync(DelayLine.StartAsync(options));
        _server = await OwnAsync(LineServer.StartAsync<TKind>(_line, configure, Alice));
        _bridge = await OwnAsync(LineBridge.StartAsync<TKind>(_line, _server, Alice, bridgeOptions));
    }

    /// <summary>From a program's connect to the target's first byte; the connection stays open, its end is not to be counted.</summary>
    private async Task ReachFirstByteAsync(TargetServer target)
    {
        var connection = await OwnAsync(_bridge.OpenAsync("localhost", target.Port));
        Interlocked.Increment(ref _open);
        (await connection.ReadExactlyAsync(1)).Length.ShouldBe(1);
    }

    /// <summary>The reply code to a CONNECT.</summary>
    private async Task<int> AskAsync(string host, int port)
    {
        var connection = await OwnAsync(_bridge.ConnectAsync());
        await connection.SendAsync(Socks5Messages.Greeting(0));
        (await connection.ReadExactlyAsync(2)).ShouldBe([5, 0], "method selection of the bridge");
        return (await connection.RequestAsync(Socks5Messages.Request(host, port))).Code;
    }

    private Task UntilPoolIsFullAsync() => _server.UntilSessionsAsync(PoolSize + _open);

    private async Task AssertEchoesAsync(TargetServer target)
    {
        await using var connection = await _bridge.OpenAsync("localhost", target.Port);
        await connection.SendAsync("as ever"u8.ToArray());
        Encoding.ASCII.GetString(await connection.ReadExactlyAsync(7)).ShouldBe("as ever");
    }
}

public sealed class BridgeSlowPathOverOpenSslTests : BridgeSlowPathTests<OpenSsl>;

public sealed class BridgeSlowPathOverSslStreamTests : BridgeSlowPathTests<SslStreamKind>;
