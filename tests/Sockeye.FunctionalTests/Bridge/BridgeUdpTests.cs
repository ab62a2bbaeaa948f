using Sockeye.FunctionalTests.Commands;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Programs;
using Sockeye.FunctionalTests.Testing.Targets;

namespace Sockeye.FunctionalTests.Bridge;

/// <summary>UDP ASSOCIATE at the bridge, inside TLS from there on.</summary>
public abstract class BridgeUdpTests<TKind>(SockeyeFixture<TKind> fixture) : SharedServerTest<TKind>(fixture)
    where TKind : ITlsKind
{
    [Theory]
    [InlineData(UdpForms.Plain)]
    [InlineData(UdpForms.UdpTun)]
    [InlineData(UdpForms.Version1)]
    [InlineData(UdpForms.Version2)]
    [InlineData(UdpForms.Connected)]
    public async Task Associate_EveryForm_GoesThroughTheServersTunnel(string form)
    {
        await using var echo = new UdpEcho();
        var bridge = await StartBridgeAsync();
        var connection = await OwnAsync(bridge.ConnectAsync());
        var reply = await connection.RequestAsync(UdpForms.Request(form));
        reply.Code.ShouldBe(0, bridge.Output);
        var client = Own(await UdpForms.ClientAsync(form, connection, reply));
        foreach (var size in (int[])[1, 1200, 30_000])
        {
            (await client.ExchangeAsync("localhost", echo.Port, new byte[size])).Payload.Length.ShouldBe(size);
        }

        var senders = echo.Senders.Distinct().Count();
        senders.ShouldBe(1);
        await client.DisposeAsync();
        await Server.WaitForAccessLineAsync($"{User} .* socks5 0.0.0.0:0 via direct .* up=31201 down=31201 datagrams-up=3 datagrams-down=3 ");
    }

    [Fact]
    public async Task PySocks_Datagrams_ComeBack()
    {
        RealProgram.Require(RealProgram.PythonSocks);
        await using var echo = new UdpEcho();
        var bridge = await StartBridgeAsync();

        var result = await ChildProcess.RunAsync("python3", RealProgram.Python, ["-c", $"""
            import socks, socket
            s = socks.socksocket(socket.AF_INET, socket.SOCK_DGRAM)
            s.set_proxy(socks.SOCKS5, "127.0.0.1", {bridge.Port})
            s.settimeout(15)
            s.sendto(b"ping", ("127.0.0.1", {echo.Port}))
            print(s.recvfrom(100)[0].decode())
            """]);

        result.ShouldExit(0).Out.ShouldBe("ping");
    }

    [Fact]
    public async Task NodeSocks_Datagrams_ComeBack()
    {
        RealProgram.Require(RealProgram.NodeSocks);
        await using var echo = new UdpEcho();
        var bridge = await StartBridgeAsync();

        var script = $$"""
            const dgram = require('dgram');
            const { SocksClient } = require('socks');
            const udp = dgram.createSocket('udp4');
            udp.bind();
            const client = new SocksClient({
              proxy: { host: '127.0.0.1', port: {{bridge.Port}}, type: 5 }, command: 'associate', destination: { host: '0.0.0.0', port: 0 },
            });
            client.on('error', error => { console.log('error ' + error.message); process.exit(1); });
            client.on('established', ({ remoteHost }) => udp.send(
              SocksClient.createUDPFrame({ remoteHost: { host: 'localhost', port: {{echo.Port}} }, data: Buffer.from('ping') }), remoteHost.port, remoteHost.host));
            udp.on('message', message => { console.log(SocksClient.parseUDPFrame(message).data.toString()); process.exit(0); });
            client.connect();
            setTimeout(() => process.exit(2), 15000);
            """;
        var result = await ChildProcess.RunAsync(
            "node", RealProgram.Require("node"), ["-e", script], environment: new Dictionary<string, string> { ["NODE_PATH"] = RealProgram.NodePath });

        result.ShouldExit(0).Out.ShouldBe("ping");
    }

    [Fact]
    public async Task Socksify_DnsQuery_IsAnswered()
    {
        await using var dns = new UdpEcho { Answer = DnsAnswer.To };
        var bridge = await StartBridgeAsync();
        using var folder = new TempDirectory();
        var configuration = folder.Write("socks.conf", $$"""
            route { from: 0.0.0.0/0 to: 0.0.0.0/0 via: 127.0.0.1 port = {{bridge.Port}}
              proxyprotocol: socks_v5
              command: udpassociate
              protocol: udp
              method: none
            }

            """);

        // dig sends by calls that dante does not stand in for; this is a resolver's query all the same.
        var result = await ChildProcess.RunAsync("socksify python3", RealProgram.Require("socksify"), [RealProgram.Python, "-c", $"""
            import socket
            s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            s.settimeout(15)
            s.sendto(bytes.fromhex("{Convert.ToHexString(DnsAnswer.Query)}"), ("127.0.0.1", {dns.Port}))
            print(socket.inet_ntoa(s.recvfrom(500)[0][-4:]))
            """], environment: new Dictionary<string, string> { ["SOCKS_CONF"] = configuration, ["SOCKS_AUTOADD_LANROUTES"] = "no" });

        result.ShouldExit(0).Out.ShouldBe("192.0.2.77");
        await Server.WaitForAccessLineAsync("datagrams-up=1 datagrams-down=1 ");
    }

    private async Task<SockeyeBridge> StartBridgeAsync() => await OwnAsync(SockeyeBridge.StartAsync(
        Server.Command, Password, SockeyeBridge.Arguments(User, Server.Port)));
}

public sealed class BridgeUdpOverOpenSslTests(SockeyeFixture<OpenSsl> fixture) : BridgeUdpTests<OpenSsl>(fixture);

public sealed class BridgeUdpOverSslStreamTests(SockeyeFixture<SslStreamKind> fixture) : BridgeUdpTests<SslStreamKind>(fixture);
