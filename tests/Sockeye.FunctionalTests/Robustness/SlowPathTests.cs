using System.Security.Cryptography;
using System.Text;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.DelayLines;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Targets;

namespace Sockeye.FunctionalTests.Robustness;

/// <summary>Clients far away: 50 ms to the server and back, and one packet of a hundred lost in each direction.</summary>
public abstract class SlowPathTests<TKind> : FunctionalTest
    where TKind : ITlsKind
{
    private static readonly TestUser Alice = new("alice", "correct-horse-battery");
    private static readonly DelayLineOptions Lossy = new() { Loss = 0.01, Reorder = 0.01 };

    private DelayLine _line = null!;
    private LineServer _server = null!;

    [Fact]
    public async Task Download_ThroughLoss_IsByteExact()
    {
        await StartAsync(Lossy);
        var payload = new TestPayload(1_000_001);
        var target = Own(_line.Far.Run(() => Targets.Source(payload)));

        var connection = await OpenAsync(target);
        await connection.EndSendingAsync();

        Convert.ToHexString(SHA256.HashData(await connection.ReadToEndAsync(Limits.Transfer))).ShouldBe(payload.Digest());
        _line.Homeward.Lost.ShouldBePositive();
    }

    [Fact]
    public async Task Upload_ThroughLossAndEnded_IsByteExactAndAnswered()
    {
        await StartAsync(Lossy);
        var payload = new TestPayload(1_000_001);
        var target = Own(_line.Far.Run(() => Targets.Digest()));

        var connection = await OpenAsync(target);
        foreach (var part in payload.Parts())
        {
            await connection.SendAsync(part);
        }

        await connection.EndSendingAsync();

        Encoding.ASCII.GetString(await connection.ReadToEndAsync(Limits.Transfer)).ShouldBe($"1000001 {payload.Digest()}");
        _line.Outward.Lost.ShouldBePositive();
    }

    [Fact]
    public async Task Curl_ThroughLoss_PostsAWholeBody()
    {
        await StartAsync(Lossy);
        var target = await OwnAsync(HttpTarget.StartAsync(open: _line.Far.Listen));
        using var folder = new TempDirectory();
        var body = RandomNumberGenerator.GetBytes(500_001);
        await File.WriteAllBytesAsync(folder.File("body"), body);

        var result = await _server.CurlAsync(Alice, "--proxytunnel", "--data-binary", $"@{folder.File("body")}", $"{target.Url}/post");

        result.ShouldExit(0).Out.ShouldBe($"POST /post 500001 {Convert.ToHexString(SHA256.HashData(body))}");
    }

    [Fact]
    public async Task EightySessions_AtOnceThroughLoss_AllComplete()
    {
        await StartAsync(Lossy);
        var target = Own(_line.Far.Run(() => Targets.Echo()));

        await Task.WhenAll(Enumerable.Range(0, 80).Select(async number =>
        {
            await using var connection = await _server.ConnectAsync();
            await (number % 2 == 0
                ? connection.ConnectAsync(Alice.Name, Alice.Password, "localhost", target.Port)
                : connection.ConnectHttpAsync(Alice.Name, Alice.Password, $"localhost:{target.Port}"));
            var bytes = RandomNumberGenerator.GetBytes(20_000);
            await connection.SendAsync(bytes);
            (await connection.ReadExactlyAsync(bytes.Length)).ShouldBe(bytes);
            await connection.EndSendingAsync();
            (await connection.ReadToEndAsync()).ShouldBeEmpty();
        }));

        await _server.UntilSessionsAsync(0);
    }

    [Fact]
    public async Task Transfer_OverABlackout_GoesOnAfterIt()
    {
        await StartAsync(new());
        var payload = new TestPayload(4_000_001);
        var target = Own(_line.Far.Run(() => Targets.Source(payload)));
        var connection = await OpenAsync(target);
        await connection.EndSendingAsync();
        var reading = connection.ReadToEndAsync(Limits.Transfer);
        await Poll.UntilAsync(() => _line.Homeward.Taken > 100, "the transfer under way");

        using (_line.Blackout())
        {
            var dead = _line.Homeward.BlackedOut;
            await Poll.UntilAsync(() => _line.Homeward.BlackedOut > dead && IsIdle(_line.Homeward), "nothing under way");
            var silent = _line.Homeward.BlackedOut;
            await Poll.UntilAsync(() => _line.Homeward.BlackedOut > silent, "a packet sent again in vain");
        }

        Convert.ToHexString(SHA256.HashData(await reading)).ShouldBe(payload.Digest());

        static bool IsIdle(PathCounters counters) => counters.Taken == counters.Forwarded + counters.BlackedOut + counters.Dropped;
    }

    [Fact]
    public async Task Session_DeadBeyondTheIdleLimit_IsEndedAndTheClientToldWhenItAsks()
    {
        await StartAsync(new(), idle: "3s");
        var target = Own(_line.Far.Run(() => Targets.Echo()));
        var connection = await OpenAsync(target);

        using (_line.Blackout())
        {
            await _server.Server.WaitForAccessLineAsync($"localhost:{target.Port} .* IdleTimeout");
        }

        await connection.SendAsync("anybody there?"u8.ToArray());
        (await connection.WaitForEndAsync()).ShouldBeFalse("an end out of order");
        await OpenAsync(target);
    }

    [Fact]
    public async Task Handshake_CutByABlackout_LeavesNothingBehind()
    {
        await StartAsync(new(), handshake: "3s");
        using var connected = await _line.Near.ConnectAsync(_server.EndPoint);
        await _server.UntilSessionsAsync(1);

        Task<ProxyConnection> opening;
        using (_line.Blackout())
        {
            opening = ProxyConnection.OverAsync(connected);
            await _server.Server.WaitForAccessLineAsync("HandshakeTimeout");
        }

        await Should.ThrowAsync<IOException>(opening);
        await _server.UntilSessionsAsync(0);
        await OpenAsync(Own(_line.Far.Run(() => Targets.Echo())));
    }

    [Fact]
    public async Task Session_OfAClientThatWaitsForNothing_CostsThreeRoundTrips()
    {
        await StartAsync(RoundTrips.Path);
        var target = Own(_line.Far.Run(() => Targets.SpeaksFirst("hello")));
        await OpenAsync(target); // the password is hashed once

        byte[] all =
            [.. Socks5Messages.Greeting(2), .. Socks5Messages.Login(Alice.Name, Alice.Password), .. Socks5Messages.Request("localhost", target.Port)];

        var count = await RoundTrips.OfNewConnectionsAsync(_line, async () =>
        {
            var connection = await OwnAsync(_server.ConnectAsync()); // TCP, TLS
            await connection.SendAsync(all);
            var answer = await connection.ReadExactlyAsync(2 + 2 + 10 + 5);
            answer[^5..].ShouldBe("hello"u8.ToArray());
        });

        count.ShouldBe(3);
    }

    [Fact]
    public async Task Session_OfAClientThatWaitsForEachAnswer_CostsOneRoundTripEach()
    {
        await StartAsync(RoundTrips.Path);
        var target = Own(_line.Far.Run(() => Targets.SpeaksFirst("hello")));
        await OpenAsync(target);

        var socks5 = await RoundTrips.OfNewConnectionsAsync(_line, async () =>
        {
            var connection = await OwnAsync(_server.ConnectAsync());
            await connection.ConnectAsync(Alice.Name, Alice.Password, "localhost", target.Port);
            await connection.ReadExactlyAsync(5);
        });
        var http = await RoundTrips.OfNewConnectionsAsync(_line, async () =>
        {
            var connection = await OwnAsync(_server.ConnectAsync());
            await connection.ConnectHttpAsync(Alice.Name, Alice.Password, $"localhost:{target.Port}");
            await connection.ReadExactlyAsync(5);
        });

        socks5.ShouldBe(5); // TCP, TLS, greeting, login, request
        http.ShouldBe(3); // TCP, TLS, CONNECT
    }

    private async Task StartAsync(DelayLineOptions options, string idle = "60s", string handshake = "60s")
    {
        _line = await OwnAsync(DelayLine.StartAsync(options));
        _server = await OwnAsync(LineServer.StartAsync<TKind>(
            _line, configuration => configuration.WithTimeout("idle", idle).WithTimeout("handshake", handshake), Alice));
    }

    private async Task<ProxyConnection> OpenAsync(TargetServer target)
    {
        var connection = await OwnAsync(_server.ConnectAsync());
        await connection.ConnectAsync(Alice.Name, Alice.Password, "localhost", target.Port);
        return connection;
    }
}

public sealed class SlowPathOverOpenSslTests : SlowPathTests<OpenSsl>;

public sealed class SlowPathOverSslStreamTests : SlowPathTests<SslStreamKind>;
