using Sockeye.FunctionalTests.Commands;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Targets;

namespace Sockeye.FunctionalTests.Importing;

/// <summary>Xray's <c>udp</c> on what becomes a TLS port: inside the tunnel, or not at all.</summary>
public sealed class UdpTests : OldSystemTest
{
    private const int CommandNotSupported = 7;

    [Fact]
    public async Task Associate_WhereXraySaysUdp_WorksInsideTheTunnelAndNotBesideIt()
    {
        Fill();
        var server = await ServeAsync();
        await using var echo = new UdpEcho();

        foreach (var form in UdpForms.Names.Where(name => name != UdpForms.Plain))
        {
            var connection = await LogInAsync(server);
            var reply = await connection.RequestAsync(UdpForms.Request(form));
            reply.Code.ShouldBe(0, form);
            var client = Own(await UdpForms.ClientAsync(form, connection, reply));
            (await client.ExchangeAsync("127.0.0.1", echo.Port, "datagram"u8.ToArray())).Payload.ShouldBe("datagram"u8.ToArray(), form);
        }

        (await (await LogInAsync(server)).RequestAsync(UdpForms.Request(UdpForms.Plain))).Code.ShouldBe(CommandNotSupported);
    }

    [Fact]
    public async Task Associate_WhereXrayDoesNot_IsRefused()
    {
        Fill();
        Old.ChangeXray(xray => xray["inbounds"]![0]!["settings"]!.AsObject().Remove("udp"));
        var server = await ServeAsync();

        foreach (var form in UdpForms.Names)
        {
            (await (await LogInAsync(server)).RequestAsync(UdpForms.Request(form))).Code.ShouldBe(CommandNotSupported, form);
        }
    }

    private async Task<ProxyConnection> LogInAsync(SockeyeServer server)
    {
        var connection = await OwnAsync(server.ConnectAsync());
        await connection.LogInAsync(Bob, BobPassword);
        return connection;
    }
}
