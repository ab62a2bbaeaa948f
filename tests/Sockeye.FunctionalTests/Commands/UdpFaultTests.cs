using System.Net.Sockets;
using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Programs;
using Sockeye.FunctionalTests.Testing.Targets;
using Sockeye.FunctionalTests.Testing.Tls;
using static Sockeye.FunctionalTests.Commands.UdpForms;

namespace Sockeye.FunctionalTests.Commands;

/// <summary>What upstreams, users and ends of streams do to associations at bad moments.</summary>
public abstract class UdpFaultTests<TKind>(UdpServer<TKind> shared) : UdpHarness<TKind>(shared)
    where TKind : ITlsKind
{
    [Fact]
    public async Task Upstream_ThatStopsReading_DoesNotKeepTheAssociation()
    {
        await using var upstream = Upstream(cutsTunnel: false);
        var server = await StartAsync(null, upstream: null, c =>
        {
            c["timeouts"] = new JsonObject { ["idle"] = "2s" };
            c["outbounds"] = new JsonArray(new JsonObject { ["tag"] = "stuck", ["url"] = $"socks5://127.0.0.1:{upstream.Port}", ["udp"] = "tunnel" });
            c["routing"] = new JsonObject { ["default"] = "stuck" };
        });
        var client = await AssociateAsync(server, UdpTun);
        var sending = FloodAsync(client);

        await server.WaitForAccessLineAsync($"{client.LocalEndPoint} .*IdleTimeout");
        await sending;
        (await server.Admin.GetStringAsync(new Uri("metrics", UriKind.Relative))).ShouldMatch(@"(?m)^sockeye_udp_associations\S* 0$");
    }

    [Fact]
    public async Task UpstreamWithTls_WhoseTunnelBreaks_IsNotAskedForThePlainForm()
    {
        await using var upstream = Upstream(cutsTunnel: true);
        var tls = await OwnAsync(Stunnel.StartServerAsync(upstream.Port));
        var server = await StartAsync(null, $"socks5s://{Alice.Name}@localhost:{tls.Port}");
        var before = upstream.Accepted;

        (await (await LogInAsync(server)).RequestAsync(Request(UdpTun))).Code.ShouldNotBe(0);
        (await (await LogInAsync(server)).RequestAsync(Request(UdpTun))).Code.ShouldNotBe(0);

        server.Output.ShouldNotContain("travel outside TLS (");
        (upstream.Accepted - before).ShouldBe(2, "nothing but the tunnel was asked for");
    }

    [Fact]
    public async Task User_GivenAnUpstreamMeanwhile_SendsNothingDirectlyAnyMore()
    {
        await using var echo = new UdpEcho();
        var upstream = await StartAsync();
        var server = await StartAsync();
        await server.Command.AddUpstreamAsync("corp", $"socks5s://{Alice.Name}@localhost:{upstream.Port}", Alice.Password, "--ca", TestAuthority.Trusted.File);
        var client = await AssociateAsync(server, UdpTun);
        await client.ExchangeAsync("127.0.0.1", echo.Port, "direct"u8.ToArray());

        await server.Command.DoAsync("user", "set", "alice", "--upstream", "corp");
        await Poll.UntilAsync(
            async () =>
            {
                await client.ExchangeAsync("127.0.0.1", echo.Port, "by corp"u8.ToArray());
                return (await upstream.Admin.GetStringAsync(new Uri("metrics", UriKind.Relative))).Contains("sockeye_udp_datagrams", StringComparison.Ordinal)
                    && echo.Senders.Distinct().Count() == 2;
            },
            "another way out");
        var before = echo.Senders.Count(sender => sender.Equals(echo.Senders[0]));
        await client.ExchangeAsync("127.0.0.1", echo.Port, "by corp"u8.ToArray());
        echo.Senders.Count(sender => sender.Equals(echo.Senders[0])).ShouldBe(before, "nothing by the first socket");
    }

    [Fact]
    public async Task User_WhoMayNoLongerSend_LosesHisAssociation()
    {
        await using var echo = new UdpEcho();
        var server = await StartAsync();
        var client = await AssociateAsync(server, UdpTun);
        await client.ExchangeAsync("127.0.0.1", echo.Port, "still"u8.ToArray());

        await server.Command.DoAsync("user", "set", "alice", "--allow", "connect");
        var sending = FloodAsync(client);
        await server.WaitForAccessLineAsync($"{client.LocalEndPoint} .*CommandNotAllowed");
        await sending;
    }

    [Theory]
    [MemberData(nameof(Tunnels), MemberType = typeof(UdpForms))]
    public async Task Client_ThatEndsBehindItsQuestion_IsAnswered(string form)
    {
        await using var echo = new UdpEcho();
        var connection = await LogInAsync(Shared);
        var reply = await connection.RequestAsync(Request(form));
        var client = await ClientAsync(form, connection, reply);
        await client.SendAsync("127.0.0.1", echo.Port, "question"u8.ToArray());
        await connection.EndSendingAsync();

        (await client.ReceiveAsync()).Payload.ShouldBe("question"u8.ToArray());
        (await connection.ReadToEndAsync()).ShouldBeEmpty();
        await Shared.WaitForAccessLineAsync($"{client.LocalEndPoint} .* datagrams-up=1 datagrams-down=1 .*Completed");
    }

    [Fact]
    public async Task UdpTun_EmptyDatagrams_AreDroppedBothWays()
    {
        // gost takes a length of 0 for the whole rest of the stream.
        await using var echo = new UdpEcho { Answer = payload => payload.Length == 1 ? [] : payload };
        var client = await AssociateAsync(Shared, UdpTun);
        await client.SendManyAsync("127.0.0.1", echo.Port, [[], [1], [1, 2]]);

        (await client.ReceiveAsync()).Payload.ShouldBe([1, 2]);
        echo.Senders.Count.ShouldBe(2);
    }

    /// <summary>A SOCKS5 proxy that grants 0xF3 and reads nothing more, or cuts the connection at it.</summary>
    private static TargetServer Upstream(bool cutsTunnel) => TargetServer.Start(async (socket, stop) =>
    {
        var method = (await ReadAsync(socket, 3, stop))[2];
        await socket.SendAsync((byte[])[5, method], stop);
        if (method == 2)
        {
            var name = (await ReadAsync(socket, 2, stop))[1];
            var password = (await ReadAsync(socket, name + 1, stop))[name];
            await ReadAsync(socket, password, stop);
            await socket.SendAsync((byte[])[1, 0], stop);
        }

        await ReadAsync(socket, 10, stop);
        if (cutsTunnel) return;
        await socket.SendAsync((byte[])[5, 0, 0, 1, 127, 0, 0, 1, 0, 80], stop);
        await Task.Delay(Timeout.InfiniteTimeSpan, stop);
    });

    private static async Task<byte[]> ReadAsync(Socket socket, int count, CancellationToken stop)
    {
        var bytes = new byte[count];
        for (var at = 0; at < count;)
        {
            var read = await socket.ReceiveAsync(bytes.AsMemory(at), stop);
            if (read == 0) throw new OperationCanceledException();
            at += read;
        }

        return bytes;
    }

    /// <summary>Sends until it cannot any more.</summary>
    private static async Task FloodAsync(DatagramClient client)
    {
        var payloads = Enumerable.Repeat(new byte[1200], 100).ToArray();
        try
        {
            while (true) await client.SendManyAsync("192.0.2.1", 9, payloads);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or TimeoutException)
        {
        }
    }
}

public sealed class UdpFaultOverOpenSslTests(UdpServer<OpenSsl> shared) : UdpFaultTests<OpenSsl>(shared);

public sealed class UdpFaultOverSslStreamTests(UdpServer<SslStreamKind> shared) : UdpFaultTests<SslStreamKind>(shared);
