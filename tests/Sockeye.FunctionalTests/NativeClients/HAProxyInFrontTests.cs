using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Programs;
using Sockeye.FunctionalTests.Testing.Targets;

namespace Sockeye.FunctionalTests.NativeClients;

/// <summary>HAProxy ends TLS and tells the client's address by the PROXY protocol.</summary>
public sealed class HAProxyInFrontTests : FunctionalTest
{
    private static readonly TestUser Alice = new("alice", "correct-horse-battery");

    [Fact]
    public async Task Session_ThroughHAProxy_IsLoggedWithTheClientsOwnAddress()
    {
        var server = await OwnAsync(StartServerAsync());
        var front = await OwnAsync(HAProxy.StartAsync(server.Port));
        var target = Own(Targets.Echo());

        var connection = await OwnAsync(ProxyConnection.OpenAsync(front.Port));
        await connection.ConnectAsync(Alice.Name, Alice.Password, "localhost", target.Port);
        await connection.SendAsync("through both"u8.ToArray());
        (await connection.ReadExactlyAsync(12)).ShouldBe("through both"u8.ToArray());
        var client = connection.LocalEndPoint;
        await connection.EndSendingAsync();

        await server.WaitForAccessLineAsync($" alice {client} plain-in socks5 localhost:{target.Port} ");
    }

    [Fact]
    public async Task Session_WithAHeaderOfVersion1_IsLoggedWithTheAddressInIt()
    {
        var server = await OwnAsync(StartServerAsync());
        var target = Own(Targets.Echo());

        var connection = await OwnAsync(ProxyConnection.OpenPlainAsync(server.Port));
        await connection.SendAsync("PROXY TCP4 203.0.113.9 203.0.113.1 50123 1080\r\n"u8.ToArray());
        await connection.ConnectAsync(Alice.Name, Alice.Password, "localhost", target.Port);
        await connection.EndSendingAsync();

        await server.WaitForAccessLineAsync($" alice 203.0.113.9:50123 plain-in socks5 localhost:{target.Port} ");
    }

    [Fact]
    public async Task Session_WithoutTheRequiredHeader_IsClosedWithoutAnAnswer()
    {
        var server = await OwnAsync(StartServerAsync());

        var connection = await OwnAsync(ProxyConnection.OpenPlainAsync(server.Port));
        await connection.SendAsync(Socks5Messages.Greeting(2));

        await connection.WaitForEndAsync();
        await server.WaitForAccessLineAsync("ProxyHeaderInvalid");
    }

    private static Task<SockeyeServer> StartServerAsync() =>
        SockeyeServer.StartAsync(ServerConfiguration.Standard().With("inbounds", new JsonArray(ServerConfiguration.PlainInbound())), Alice);
}
