using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.DelayLines;
using Sockeye.FunctionalTests.Testing.Targets;
using static Sockeye.FunctionalTests.Commands.UdpForms;

namespace Sockeye.FunctionalTests.Robustness;

/// <summary>Datagrams of clients far away: 50 ms there and back, one packet of fifty lost and one of twenty late in each direction.</summary>
public abstract class SlowPathUdpTests<TKind> : FunctionalTest
    where TKind : ITlsKind
{
    private const int Rounds = 15;
    private const int PerRound = 20; // few enough for every queue of the kernel's: what is lost is lost on the line
    private const int LostInTheDark = 4; // sent again after 0.2, 0.4, 0.8 s: a blackout of about two seconds

    private static readonly TestUser Alice = new("alice", "correct-horse-battery");
    private static readonly DelayLineOptions Lossy = new() { Loss = 0.02, Reorder = 0.05 };

    private DelayLine _line = null!;
    private LineServer _server = null!;
    private UdpEcho _echo = null!;

    [Fact]
    public async Task PlainDatagrams_ThroughLoss_ThatThePathDelivers_ArriveOnceAndWhole()
    {
        await StartAsync(Lossy);
        var client = await AssociateAsync(Plain);
        await _line.UntilQuietAsync();
        var (outward, homeward) = (_line.Outward, _line.Homeward);
        var arrived = new ConcurrentQueue<byte[]>();
        var receiving = ReceiveAllAsync(client, arrived);

        for (var round = 0; round < Rounds; round++)
        {
            await client.SendManyAsync("127.0.0.1", _echo.Port, Payloads(round));
            await _line.UntilQuietAsync();
        }

        // The control connection is silent, so that every packet is a datagram.
        _echo.Senders.Count.ShouldBe((int)(_line.Outward.Forwarded - outward.Forwarded), "what reached the server");
        var delivered = (int)(_line.Homeward.Forwarded - homeward.Forwarded);
        await Poll.UntilAsync(() => arrived.Count >= delivered, $"{delivered} datagrams");
        await client.DisposeAsync();
        await receiving;
        arrived.Count.ShouldBe(delivered);
        arrived.Select(Number).ShouldBeUnique();
        foreach (var payload in arrived)
        {
            payload.ShouldBe(Payload(Number(payload)));
        }

        foreach (var count in (long[])[_line.Outward.Lost, _line.Homeward.Lost, _line.Outward.Reordered, _line.Homeward.Reordered])
        {
            count.ShouldBePositive();
        }
    }

    [Theory]
    [MemberData(nameof(Tunnels), MemberType = typeof(Commands.UdpForms))]
    public async Task TunnelledDatagrams_ThroughLoss_AllArriveInOrder(string form)
    {
        await StartAsync(Lossy);
        await AssertAllComeBackAsync(await AssociateAsync(form));
        _line.Outward.Lost.ShouldBePositive();
    }

    [Theory]
    [InlineData(Plain)]
    [InlineData(UdpTun)]
    public async Task DatagramsThroughTheBridge_ThroughLoss_AllArriveInOrder(string form)
    {
        await StartAsync(Lossy);
        await AssertAllComeBackAsync(await AssociateAtABridgeAsync(form));
        _line.Outward.Lost.ShouldBePositive();
    }

    [Fact]
    public async Task PlainAssociation_OverABlackout_GoesOnAfterIt()
    {
        await StartAsync(new());
        var client = await AssociateAsync(Plain);
        await AssertComesBackAsync(client, 1);

        using (_line.Blackout())
        {
            var dead = _line.Outward.BlackedOut;
            await client.SendAsync("127.0.0.1", _echo.Port, Payload(2));
            await Poll.UntilAsync(() => _line.Outward.BlackedOut > dead, "a datagram lost");
        }

        await AssertComesBackAsync(client, 3);
    }

    [Theory]
    [MemberData(nameof(Tunnels), MemberType = typeof(Commands.UdpForms))]
    public async Task TunnelledAssociation_OverABlackout_GoesOnAndHasLostNothing(string form)
    {
        await StartAsync(new());
        await AssertSurvivesABlackoutAsync(await AssociateAsync(form));
    }

    [Fact]
    public async Task AssociationAtTheBridge_OverABlackout_GoesOnAndHasLostNothing()
    {
        await StartAsync(new());
        await AssertSurvivesABlackoutAsync(await AssociateAtABridgeAsync(Plain));
    }

    private async Task StartAsync(DelayLineOptions options)
    {
        _line = await OwnAsync(DelayLine.StartAsync(options));
        _server = await OwnAsync(LineServer.StartAsync<TKind>(
            _line, configuration => configuration["inbounds"]![0]!["udp"] = new JsonObject { ["plain"] = true }, Alice));
        _echo = Own(_line.Far.Run(() => new UdpEcho()));
    }

    private async Task<DatagramClient> AssociateAsync(string form)
    {
        var connection = await OwnAsync(_server.ConnectAsync());
        await connection.LogInAsync(Alice.Name, Alice.Password);
        return await GrantedAsync(form, connection, $"{_line.Near.Address}");
    }

    private async Task<DatagramClient> AssociateAtABridgeAsync(string form)
    {
        var bridge = await OwnAsync(LineBridge.StartAsync<TKind>(_line, _server, Alice));
        var connection = await OwnAsync(bridge.ConnectAsync());
        await connection.SendAsync(Socks5Messages.Greeting(0));
        (await connection.ReadExactlyAsync(2)).ShouldBe([5, 0], "method selection of the bridge");
        return await GrantedAsync(form, connection, "127.0.0.1");
    }

    private async Task<DatagramClient> GrantedAsync(string form, ProxyConnection connection, string from)
    {
        var reply = await connection.RequestAsync(Request(form));
        reply.Code.ShouldBe(0, form);
        return Own(form == Plain
            ? _line.Near.Run(() => new PlainDatagramClient(connection, reply.Bound, from))
            : await ClientAsync(form, connection, reply));
    }

    private async Task AssertAllComeBackAsync(DatagramClient client)
    {
        for (var round = 0; round < Rounds; round++)
        {
            await client.SendManyAsync("127.0.0.1", _echo.Port, Payloads(round));
            foreach (var payload in Payloads(round))
            {
                (await client.ReceiveAsync()).Payload.ShouldBe(payload);
            }
        }

        _echo.Senders.Count.ShouldBe(Rounds * PerRound);
    }

    private async Task AssertSurvivesABlackoutAsync(DatagramClient client)
    {
        await AssertComesBackAsync(client, 1);

        using (_line.Blackout())
        {
            var dead = _line.Outward.BlackedOut;
            await client.SendAsync("127.0.0.1", _echo.Port, Payload(2));
            await Poll.UntilAsync(() => _line.Outward.BlackedOut >= dead + LostInTheDark, "a packet lost and sent again");
        }

        (await client.ReceiveAsync()).Payload.ShouldBe(Payload(2));
        await AssertComesBackAsync(client, 3);
    }

    private async Task AssertComesBackAsync(DatagramClient client, int number) =>
        (await client.ExchangeAsync("127.0.0.1", _echo.Port, Payload(number))).Payload.ShouldBe(Payload(number));

    private static async Task ReceiveAllAsync(DatagramClient client, ConcurrentQueue<byte[]> arrived)
    {
        try
        {
            while (true)
            {
                arrived.Enqueue((await client.ReceiveAsync()).Payload);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test closed it.
        }
    }

    private static IEnumerable<byte[]> Payloads(int round) => Enumerable.Range(round * PerRound, PerRound).Select(Payload);

    /// <summary>The number, and bytes that are that number's only; no longer than a packet.</summary>
    private static byte[] Payload(int number)
    {
        var payload = new byte[4 + (number * 37 % 1200)];
        new Random(number).NextBytes(payload);
        BinaryPrimitives.WriteInt32BigEndian(payload, number);
        return payload;
    }

    private static int Number(byte[] payload) => BinaryPrimitives.ReadInt32BigEndian(payload);
}

public sealed class SlowPathUdpOverOpenSslTests : SlowPathUdpTests<OpenSsl>;

public sealed class SlowPathUdpOverSslStreamTests : SlowPathUdpTests<SslStreamKind>;
