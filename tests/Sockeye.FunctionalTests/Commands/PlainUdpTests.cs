using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Targets;
using static Sockeye.FunctionalTests.Commands.UdpForms;

namespace Sockeye.FunctionalTests.Commands;

/// <summary>What only UDP ASSOCIATE has: a port beside the connection (RFC 1928 sections 6 and 7).</summary>
public abstract class PlainUdpTests<TKind>(UdpServer<TKind> shared) : UdpHarness<TKind>(shared)
    where TKind : ITlsKind
{
    [Fact]
    public async Task Relay_AddressAndPorts_AreAsConfigured()
    {
        var server = await StartAsync(new JsonObject { ["plain"] = true, ["advertise"] = "203.0.113.7", ["ports"] = "42000-42999" });
        var reply = await (await LogInAsync(server)).RequestAsync(Request(Plain));
        reply.Bound.Address.ShouldBe(IPAddress.Parse("203.0.113.7"));
        reply.Bound.Port.ShouldBeInRange(42000, 42999);
    }

    [Fact]
    public async Task Relay_DatagramsOfAnotherAddress_AreDropped()
    {
        await using var echo = new UdpEcho();
        var client = (PlainDatagramClient)await AssociateAsync(Shared, Plain);
        await using (var stranger = new PlainDatagramClient(await LogInAsync(Shared), client.Relay, from: "127.0.0.5"))
        {
            await stranger.SendAsync("127.0.0.1", echo.Port, "mine"u8.ToArray());
        }

        (await client.ExchangeAsync("127.0.0.1", echo.Port, "yours"u8.ToArray())).Payload.ShouldBe("yours"u8.ToArray());
        echo.Senders.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Relay_AnotherPortOfTheClientsAddress_IsLockedOutByTheFirstValidDatagram()
    {
        await using var echo = new UdpEcho();
        var client = (PlainDatagramClient)await AssociateAsync(Shared, Plain);
        await using var second = new PlainDatagramClient(await LogInAsync(Shared), client.Relay);
        await second.SendRawAsync("no header"u8.ToArray()); // not valid: locks nothing
        (await client.ExchangeAsync("127.0.0.1", echo.Port, "first"u8.ToArray())).Payload.ShouldBe("first"u8.ToArray());
        await second.SendAsync("127.0.0.1", echo.Port, "second"u8.ToArray());
        (await client.ExchangeAsync("127.0.0.1", echo.Port, "third"u8.ToArray())).Payload.ShouldBe("third"u8.ToArray());
        echo.Senders.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Relay_Fragments_AreDropped()
    {
        await using var echo = new UdpEcho();
        var client = (PlainDatagramClient)await AssociateAsync(Shared, Plain);
        byte[] address = [1, 127, 0, 0, 1, (byte)(echo.Port >> 8), (byte)echo.Port];
        await client.SendRawAsync([0, 0, 1, .. address, 1]);
        await client.SendRawAsync([0, 0, 0x81, .. address, 2]);
        await client.SendRawAsync([0, 0]);
        (await client.ExchangeAsync("127.0.0.1", echo.Port, "whole"u8.ToArray())).Payload.ShouldBe("whole"u8.ToArray());
        echo.Senders.Count.ShouldBe(1);
        await client.DisposeAsync();
        await Shared.WaitForAccessLineAsync($"{client.LocalEndPoint} .*datagrams-up=1 datagrams-down=1 dropped=3 ");
    }

    [Fact]
    public async Task Relay_ReservedBytesSet_AreIgnored()
    {
        await using var echo = new UdpEcho();
        var client = (PlainDatagramClient)await AssociateAsync(Shared, Plain);
        await client.SendRawAsync([0xAB, 0xCD, 0, 1, 127, 0, 0, 1, (byte)(echo.Port >> 8), (byte)echo.Port, 7]);
        (await client.ReceiveAsync()).Payload.ShouldBe([7]);
    }

    [Fact]
    public async Task Relay_PortDeclaredInTheRequest_DoesNotBind()
    {
        // Behind a NAT the declared port is never the one that datagrams come from.
        await using var echo = new UdpEcho();
        var connection = await LogInAsync(Shared);
        var reply = await connection.RequestAsync(Socks5Messages.Request("127.0.0.1", 9, Socks5Messages.UdpAssociate));
        await using var client = new PlainDatagramClient(connection, reply.Bound);
        (await client.ExchangeAsync("127.0.0.1", echo.Port, "here"u8.ToArray())).Payload.ShouldBe("here"u8.ToArray());
    }

    [Fact]
    public async Task Relay_BytesOnTheConnection_AreReadAndForgotten()
    {
        await using var echo = new UdpEcho();
        var connection = await LogInAsync(Shared);
        var reply = await connection.RequestAsync([.. Request(Plain), .. "more"u8]);
        await using var client = new PlainDatagramClient(connection, reply.Bound);
        await connection.SendAsync(new byte[100_000]);
        (await client.ExchangeAsync("127.0.0.1", echo.Port, "still here"u8.ToArray())).Payload.ShouldBe("still here"u8.ToArray());
    }

    [Fact]
    public async Task Relay_ConnectionEnds_ItsPortGoesToo()
    {
        await using var echo = new UdpEcho();
        var connection = await LogInAsync(Shared);
        var reply = await connection.RequestAsync(Request(Plain));
        await connection.EndSendingAsync();
        (await connection.ReadToEndAsync()).ShouldBeEmpty();
        await Shared.WaitForAccessLineAsync($"{connection.LocalEndPoint} .* datagrams-up=0 .* Completed");
        using var again = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await Poll.UntilAsync(
            () =>
            {
                try
                {
                    again.Bind(new IPEndPoint(IPAddress.Loopback, reply.Bound.Port));
                    return true;
                }
                catch (SocketException)
                {
                    return false;
                }
            },
            "the port free again");
    }
}

public sealed class PlainUdpOverOpenSslTests(UdpServer<OpenSsl> shared) : PlainUdpTests<OpenSsl>(shared);

public sealed class PlainUdpOverSslStreamTests(UdpServer<SslStreamKind> shared) : PlainUdpTests<SslStreamKind>(shared);
