using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Programs;
using Sockeye.FunctionalTests.Testing.Targets;
using static Sockeye.FunctionalTests.Commands.UdpForms;

namespace Sockeye.FunctionalTests.Commands;

/// <summary>UDP of a user who has an upstream: by what that has, or not at all, and never directly.</summary>
public abstract class UdpUpstreamTests<TKind>(UdpServer<TKind> shared) : UdpHarness<TKind>(shared)
    where TKind : ITlsKind
{
    [Theory]
    [MemberData(nameof(All), MemberType = typeof(UdpForms))]
    public async Task Associate_UpstreamWithTls_GoesInsideItsConnection(string form)
    {
        await using var echo = new UdpEcho();
        var upstream = await StartAsync();
        var server = await StartAsync(null, upstream: $"socks5s://{Alice.Name}@localhost:{upstream.Port}");
        var client = await AssociateAsync(server, form);

        (await client.ExchangeAsync("localhost", echo.Port, "far"u8.ToArray())).Payload.ShouldBe("far"u8.ToArray());
        (await client.ExchangeAsync("localhost", echo.Port, new byte[20_000])).Payload.Length.ShouldBe(20_000);
        await client.DisposeAsync();
        await server.WaitForAccessLineAsync(" via leave .* datagrams-up=2 datagrams-down=2 dropped=0 ");
        await upstream.WaitForAccessLineAsync(" via direct .* datagrams-up=2 datagrams-down=2 dropped=0 ");
        server.Output.ShouldNotContain("outside TLS (");
    }

    [Fact]
    public async Task Associate_UpstreamWithThePlainFormOnly_UsesItAndSaysSoOnce()
    {
        await using var echo = new UdpEcho();
        var upstream = await StartAsync(new JsonObject { ["tunnel"] = false, ["plain"] = true });
        var server = await StartAsync(new JsonObject(), upstream: $"socks5s://{Alice.Name}@localhost:{upstream.Port}");
        for (var i = 0; i < 2; i++)
        {
            var client = await AssociateAsync(server, UdpTun);
            (await client.ExchangeAsync("127.0.0.1", echo.Port, "plain"u8.ToArray())).Payload.ShouldBe("plain"u8.ToArray());
        }

        server.Output.Split("travel outside TLS").Length.ShouldBe(2);
    }

    [Fact]
    public async Task Associate_UpstreamWithoutUdp_Is07AndNothingGoesDirectly()
    {
        await using var echo = new UdpEcho();
        var upstream = await StartAsync(new JsonObject { ["tunnel"] = false });
        var server = await StartAsync(null, upstream: $"socks5s://{Alice.Name}@localhost:{upstream.Port}");
        foreach (var form in Names)
        {
            (await (await LogInAsync(server)).RequestAsync(Request(form))).Code.ShouldBe(CommandNotSupported, form);
        }

        echo.Senders.ShouldBeEmpty();
    }

    [Fact]
    public async Task Associate_HttpUpstream_Is07()
    {
        var server = await StartAsync(null, upstream: $"https://{Alice.Name}@localhost:{Shared.Port}");
        foreach (var form in Names)
        {
            (await (await LogInAsync(server)).RequestAsync(Request(form))).Code.ShouldBe(CommandNotSupported, form);
        }
    }

    [Fact]
    public async Task Association_UpstreamEnds_EndsToo()
    {
        await using var echo = new UdpEcho();
        var upstream = await StartAsync();
        var server = await StartAsync(null, upstream: $"socks5s://{Alice.Name}@localhost:{upstream.Port}");
        var client = await AssociateAsync(server, Plain);
        await client.ExchangeAsync("127.0.0.1", echo.Port, "x"u8.ToArray());
        upstream.Process.Send(Signal.Kill);
        await server.WaitForAccessLineAsync($"{client.LocalEndPoint} .*TargetReset");
    }

    [Fact]
    public async Task Rules_DatagramsElsewhereThanStreams_TakeTheirOwnWay()
    {
        await using var echo = new UdpEcho();
        var upstream = await StartAsync();
        var server = await StartAsync(null, upstream: $"socks5s://{Alice.Name}@localhost:{upstream.Port}", change: c => c["routing"] = new JsonObject
        {
            ["rules"] = new JsonArray(new JsonObject { ["network"] = new JsonArray("udp"), ["outbound"] = "direct" }),
        });
        var client = await AssociateAsync(server, UdpTun);
        await client.ExchangeAsync("127.0.0.1", echo.Port, "x"u8.ToArray());
        await client.DisposeAsync();
        await server.WaitForAccessLineAsync($"{client.LocalEndPoint} .* via direct .*datagrams-up=1");
    }

    [Fact]
    public async Task Reload_WhileAnAssociationLives_ItsDatagramsTakeTheNewWay()
    {
        await using var echo = new UdpEcho();
        var server = await StartAsync();
        var client = await AssociateAsync(server, UdpTun);
        await client.ExchangeAsync("127.0.0.1", echo.Port, "before"u8.ToArray());
        await server.ReloadAsync();
        (await client.ExchangeAsync("127.0.0.1", echo.Port, "after"u8.ToArray())).Payload.ShouldBe("after"u8.ToArray());

        server.Command.Change(c => c["routing"] = new JsonObject { ["default"] = "block" });
        await server.ReloadAsync();
        await client.SendAsync("127.0.0.1", echo.Port, "refused"u8.ToArray());
        await client.DisposeAsync();
        await server.WaitForAccessLineAsync($"{client.LocalEndPoint} .* datagrams-up=2 datagrams-down=2 dropped=1 ");
        echo.Senders.Count.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(All), MemberType = typeof(UdpForms))]
    public async Task Associate_V2RayAsUpstream_GoesThroughItsUdpAssociate(string form)
    {
        await using var echo = new UdpEcho();
        await using var v2ray = await V2Ray.StartPlainServerAsync(Alice.Name, Alice.Password);
        var server = await StartAsync(null, upstream: $"socks5://{Alice.Name}@127.0.0.1:{v2ray.Port}");
        var client = await AssociateAsync(server, form);
        foreach (var size in (int[])[1, 500, 1400])
        {
            (await client.ExchangeAsync("127.0.0.1", echo.Port, new byte[size])).Payload.Length.ShouldBe(size);
        }

        await client.DisposeAsync();
        await server.WaitForAccessLineAsync($"{client.LocalEndPoint} .* via leave .*datagrams-up=3 datagrams-down=3 dropped=0 ");
    }
}

public sealed class UdpUpstreamOverOpenSslTests(UdpServer<OpenSsl> shared) : UdpUpstreamTests<OpenSsl>(shared);

public sealed class UdpUpstreamOverSslStreamTests(UdpServer<SslStreamKind> shared) : UdpUpstreamTests<SslStreamKind>(shared);
