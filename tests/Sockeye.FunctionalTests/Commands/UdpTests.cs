using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Targets;
using static Sockeye.FunctionalTests.Commands.UdpForms;

namespace Sockeye.FunctionalTests.Commands;

/// <summary>UDP in every form that clients have: RFC 1928's beside the connection, and the public ones inside it.</summary>
public abstract class UdpTests<TKind>(UdpServer<TKind> shared) : UdpHarness<TKind>(shared)
    where TKind : ITlsKind
{
    [Theory]
    [MemberData(nameof(UdpForms.All), MemberType = typeof(UdpForms))]
    public async Task Datagrams_OfEverySize_ComeBackWithTheirSender(string form)
    {
        await using var echo = new UdpEcho();
        var client = await AssociateAsync(Shared, form);

        // gost's form cannot tell an empty datagram from one of RFC 1928's kind.
        foreach (var size in form == UdpTun ? (int[])[1, 64, 1200, 9000, 60_000, 64] : [1, 0, 1200, 9000, 60_000, 64])
        {
            var payload = RandomNumberGenerator.GetBytes(size);
            var (from, answer) = await client.ExchangeAsync("127.0.0.1", echo.Port, payload);
            answer.ShouldBe(payload, $"{size} bytes");
            from.ShouldBe($"127.0.0.1:{echo.Port}");
        }

        echo.Senders.Distinct().Count().ShouldBe(1, "one socket towards the targets");
        await client.DisposeAsync();
        await Shared.WaitForAccessLineAsync($"alice {client.LocalEndPoint} .* via direct .* datagrams-up=6 datagrams-down=6 dropped=0 .*(Completed|ClientTruncated|ClientReset)");
    }

    [Theory]
    [MemberData(nameof(UdpForms.All), MemberType = typeof(UdpForms))]
    public async Task Datagrams_ToAName_AreResolvedHere(string form)
    {
        await using var echo = new UdpEcho();
        var client = await AssociateAsync(Shared, form);

        // Both wait for the same look-up, and neither is lost or comes before the other.
        await client.SendManyAsync("localhost", echo.Port, ["one"u8.ToArray(), "two"u8.ToArray()]);
        (await client.ReceiveAsync()).Payload.ShouldBe("one"u8.ToArray());
        (await client.ReceiveAsync()).Payload.ShouldBe("two"u8.ToArray());
    }

    [Theory]
    [MemberData(nameof(UdpForms.All), MemberType = typeof(UdpForms))]
    public async Task Datagrams_OverIPv6_AreServed(string form)
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "this machine has no IPv6");
        await using var echo = new UdpEcho("::1");
        var client = await AssociateAsync(Shared, form);
        var (from, answer) = await client.ExchangeAsync("::1", echo.Port, "six"u8.ToArray());
        answer.ShouldBe("six"u8.ToArray());
        if (form != Connected) from.ShouldBe($"[::1]:{echo.Port}");
    }

    [Theory]
    [InlineData(Plain)]
    [InlineData(UdpTun)]
    [InlineData(Version1)]
    [InlineData(Version2)]
    public async Task Datagrams_ToManyTargets_GoByOneSocketAndComeFromEach(string form)
    {
        await using var one = new UdpEcho();
        await using var two = new UdpEcho();
        var client = await AssociateAsync(Shared, form);
        (await client.ExchangeAsync("127.0.0.1", one.Port, "1"u8.ToArray())).From.ShouldBe($"127.0.0.1:{one.Port}");
        (await client.ExchangeAsync("127.0.0.1", two.Port, "2"u8.ToArray())).From.ShouldBe($"127.0.0.1:{two.Port}");
        one.Senders.ShouldBe(two.Senders);
    }

    [Theory]
    [MemberData(nameof(UdpForms.Tunnels), MemberType = typeof(UdpForms))]
    public async Task Datagrams_CutAnywhereInTheStream_AreWhole(string form)
    {
        await using var echo = new UdpEcho();
        var client = await AssociateAsync(Shared, form);
        var payloads = Enumerable.Range(1, 40).Select(n => RandomNumberGenerator.GetBytes(n * 37)).ToArray();
        await client.SendManyAsync("127.0.0.1", echo.Port, payloads);
        foreach (var payload in payloads) (await client.ReceiveAsync()).Payload.ShouldBe(payload);
    }

    [Theory]
    [InlineData(Plain)]
    [InlineData(UdpTun)]
    [InlineData(Version1)]
    [InlineData(Version2)]
    public async Task Datagrams_ThatTheGuardRefuses_AreDroppedAndTheOthersGoOn(string form)
    {
        await using var echo = new UdpEcho();
        var client = await AssociateAsync(Shared, form);
        foreach (var refused in (string[])["10.0.0.1", "169.254.169.254", "127.0.0.1.invalid", "::ffff:192.168.1.1", "fe80::1"])
        {
            await client.SendAsync(refused, 53, "no"u8.ToArray());
        }

        (await client.ExchangeAsync("127.0.0.1", echo.Port, "yes"u8.ToArray())).Payload.ShouldBe("yes"u8.ToArray());
        await client.DisposeAsync();
        await Shared.WaitForAccessLineAsync($"{client.LocalEndPoint} .*datagrams-up=.* datagrams-down=1 dropped=[45] ");
    }

    [Theory]
    [MemberData(nameof(UdpForms.All), MemberType = typeof(UdpForms))]
    public async Task Datagrams_FromSomebodyWhoWasNotSentTo_AreDropped(string form)
    {
        await using var echo = new UdpEcho();
        await using var stranger = new UdpEcho("127.0.0.9");
        var client = await AssociateAsync(Shared, form);
        await client.ExchangeAsync("127.0.0.1", echo.Port, "first"u8.ToArray());

        await stranger.SendAsync(echo.Senders[0], "let me in"u8.ToArray());
        (await client.ExchangeAsync("127.0.0.1", echo.Port, "second"u8.ToArray())).Payload.ShouldBe("second"u8.ToArray());
    }

    [Theory]
    [MemberData(nameof(UdpForms.All), MemberType = typeof(UdpForms))]
    public async Task Associate_UserWhoMayNot_Is02(string form)
    {
        var connection = await LogInAsync(Shared, Bob);
        (await connection.RequestAsync(Request(form))).Code.ShouldBe(NotAllowed);
    }

    [Fact]
    public async Task Associate_NotServedHere_Is07()
    {
        var server = await StartAsync(new JsonObject { ["tunnel"] = false, ["plain"] = false });
        foreach (var form in UdpForms.Names)
        {
            (await (await LogInAsync(server)).RequestAsync(Request(form))).Code.ShouldBe(CommandNotSupported, form);
        }
    }

    [Fact]
    public async Task Associate_ByDefault_TunnelsAreServedAndThePlainFormIsNot()
    {
        var server = await StartAsync(new JsonObject());
        (await (await LogInAsync(server)).RequestAsync(Request(Plain))).Code.ShouldBe(CommandNotSupported);
        foreach (var form in (string[])[UdpTun, Version1, Version2, Connected]) await AssociateAsync(server, form);
        server.Output.ShouldNotContain("outside TLS");
    }

    [Fact]
    public async Task Associate_PlainFormTurnedOn_IsLoggedOnce()
    {
        await AssociateAsync(Shared, Plain);
        await AssociateAsync(Shared, Plain);
        Shared.Output.Split("travel outside TLS").Length.ShouldBe(2);
    }

    [Theory]
    [InlineData(Plain)]
    [InlineData(UdpTun)]
    public async Task Associate_MoreThanAUserMayHave_Is01(string form)
    {
        var server = await StartAsync(null, change: c => c["limits"] = new JsonObject { ["connections"] = 2000 });
        var connections = await Task.WhenAll(Enumerable.Range(0, 256).Select(_ => LogInAsync(server)));
        foreach (var connection in connections) (await connection.RequestAsync(Request(form))).Code.ShouldBe(0);
        (await (await LogInAsync(server)).RequestAsync(Request(form))).Code.ShouldBe(1);

        await connections[0].DisposeAsync();
        await Poll.UntilAsync(async () => (await (await LogInAsync(server)).RequestAsync(Request(form))).Code == 0, "a place again");
    }

    [Fact]
    public async Task Association_NothingMoves_EndsAtTheIdleLimit()
    {
        await using var echo = new UdpEcho();
        var server = await StartAsync(null, change: c => c["timeouts"] = new JsonObject { ["idle"] = "1s" });
        foreach (var form in UdpForms.Names)
        {
            var client = await AssociateAsync(server, form);
            await client.ExchangeAsync("127.0.0.1", echo.Port, "x"u8.ToArray());
            await server.WaitForAccessLineAsync($"{client.LocalEndPoint} .* datagrams-up=1 datagrams-down=1 .*IdleTimeout");
        }
    }

    [Fact]
    public async Task Association_UserDisabled_Ends()
    {
        await using var echo = new UdpEcho();
        var server = await StartAsync();
        var clients = new List<DatagramClient>();
        foreach (var form in UdpForms.Names)
        {
            clients.Add(await AssociateAsync(server, form));
            await clients[^1].ExchangeAsync("127.0.0.1", echo.Port, "x"u8.ToArray());
        }

        await server.Command.DoAsync("user", "disable", "alice");
        foreach (var client in clients) await server.WaitForAccessLineAsync($"{client.LocalEndPoint} .*UserRevoked");
    }

    [Fact]
    public async Task Rule_ThatNamesTheNetwork_HoldsForDatagramsOnly()
    {
        await using var target = Targets.Echo();
        var server = await StartAsync(null, change: c => c["routing"] = new JsonObject
        {
            ["rules"] = new JsonArray(new JsonObject { ["network"] = new JsonArray("udp"), ["outbound"] = "block" }),
        });
        foreach (var form in UdpForms.Names) (await (await LogInAsync(server)).RequestAsync(Request(form))).Code.ShouldBe(NotAllowed, form);
        (await (await LogInAsync(server)).RequestAsync(Socks5Messages.Request("127.0.0.1", target.Port))).Code.ShouldBe(0);
    }

    [Theory]
    [InlineData(UdpTun, "0001 FF 09 41")]
    [InlineData(UdpTun, "0001 02 01 7F000001 0035 41")]
    [InlineData(Version1, "07 7F000001 0035 0001 41")]
    [InlineData(Version2, "03 7F000001 0035 0001 41")]
    [InlineData(Connected, "05")]
    public async Task Tunnel_BytesThatAreNoFrame_EndIt(string form, string bytes)
    {
        var connection = await LogInAsync(Shared);
        (await connection.RequestAsync(Request(form))).Code.ShouldBe(0);
        if (form == Version2) await connection.SendAsync((byte[])[0, .. DatagramClient.Anywhere]);
        await connection.SendAsync(Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal)));
        await connection.WaitForEndAsync();
        await Shared.WaitForAccessLineAsync($"{connection.LocalEndPoint} .*MalformedRequest");
    }

    [Fact]
    public async Task Tunnel_ByHttpConnect_IsServedToo()
    {
        await using var echo = new UdpEcho();
        var connection = await OwnAsync(Shared.ConnectAsync());
        var login = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Alice.Name}:{Alice.Password}"));
        await connection.SendAsync(Encoding.ASCII.GetBytes(
            $"CONNECT sp.v2.udp-over-tcp.arpa:0 HTTP/1.1\r\nHost: sp.v2.udp-over-tcp.arpa:0\r\nProxy-Authorization: Basic {login}\r\n\r\n"));
        await connection.ReadExactlyAsync(Encoding.ASCII.GetByteCount("HTTP/1.1 200 Connection established\r\n\r\n"));
        await using var client = new ConnectedDatagramClient(connection);
        (await client.ExchangeAsync("127.0.0.1", echo.Port, "web"u8.ToArray())).Payload.ShouldBe("web"u8.ToArray());
    }
}

public sealed class UdpOverOpenSslTests(UdpServer<OpenSsl> shared) : UdpTests<OpenSsl>(shared);

public sealed class UdpOverSslStreamTests(UdpServer<SslStreamKind> shared) : UdpTests<SslStreamKind>(shared);
