using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Programs;
using Sockeye.FunctionalTests.Testing.Targets;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Bridge;

/// <summary>Programs that others wrote, through the bridge.</summary>
public sealed class BridgeProgramTests(SockeyeFixture<OpenSsl> fixture) : SharedServerTest<OpenSsl>(fixture)
{
    [Fact]
    public async Task Ssh_WithStdioAsItsProxyCommand_RunsACommand()
    {
        var ssh = await OwnAsync(Ssh.StartAsync());
        var file = Server.Command.File("password");
        await File.WriteAllTextAsync(file, Password + "\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var command = $"dotnet {Repository.Program} connect {string.Join(' ', SockeyeBridge.Arguments(User, Server.Port))} --password-file {file} --stdio %h %p";

        await AssertRunsAsync(ssh, command);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("connect")]
    public async Task Ssh_ThroughNetcat_RunsACommand(string protocol)
    {
        var ssh = await OwnAsync(Ssh.StartAsync());
        var bridge = await StartBridgeAsync();

        await AssertRunsAsync(ssh, $"{RealProgram.Require("nc.openbsd")} -X {protocol} -x 127.0.0.1:{bridge.Port} %h %p");
    }

    [Fact]
    public async Task Proxychains_WithCurl_ReachesTheTarget()
    {
        var bridge = await StartBridgeAsync();
        var target = await OwnAsync(HttpTarget.StartAsync());
        using var folder = new TempDirectory();
        var configuration = folder.Write("proxychains.conf", $"strict_chain\nproxy_dns\n[ProxyList]\nsocks5 127.0.0.1 {bridge.Port}\n");

        var result = await ChildProcess.RunAsync(
            "proxychains4 curl", RealProgram.Require("proxychains4"),
            ["-q", "-f", configuration, RealProgram.Require("curl"), "-q", "--silent", "--show-error", "--noproxy", "*", $"http://127.0.0.1:{target.Port}/chained"]);

        result.ShouldExit(0).Out.ShouldStartWith("GET /chained ");
        await Server.WaitForAccessLineAsync($"socks5 127.0.0.1:{target.Port} via direct");
    }

    [Theory]
    [InlineData("socks5h")]
    [InlineData("http")]
    public async Task Git_Clone_OverHttps_HasTheFiles(string scheme)
    {
        var bridge = await StartBridgeAsync();
        using var folder = new TempDirectory();
        var (work, bare) = (folder.File("work"), folder.File("served.git"));
        Directory.CreateDirectory(work);
        await File.WriteAllTextAsync(Path.Combine(work, "file"), "through the bridge\n");
        await GitAsync("-C", work, "init", "-q");
        await GitAsync("-C", work, "add", "file");
        await GitAsync("-C", work, "-c", "user.name=test", "-c", "user.email=test@example.com", "commit", "-q", "-m", "one");
        await GitAsync("clone", "-q", "--bare", work, bare);
        await GitAsync("-C", bare, "update-server-info");
        var target = await OwnAsync(FolderTarget.StartAsync(folder.Path, TestAuthority.Localhost));

        await GitAsync(
            "-c", $"http.proxy={scheme}://127.0.0.1:{bridge.Port}", "clone", "-q", $"{target.Url}/served.git", folder.File("cloned"));

        (await File.ReadAllTextAsync(Path.Combine(folder.File("cloned"), "file"))).ShouldBe("through the bridge\n");

        async Task GitAsync(params string[] arguments) =>
            (await ChildProcess.RunAsync("git", RealProgram.Require("git"), arguments, environment: new Dictionary<string, string>
            {
                ["GIT_CONFIG_NOSYSTEM"] = "1", ["HOME"] = folder.Path, ["GIT_SSL_CAINFO"] = TestAuthority.Trusted.File, ["no_proxy"] = "", ["NO_PROXY"] = "",
            })).ShouldExit(0);
    }

    [Theory]
    [InlineData("SOCKS5")]
    [InlineData("HTTP")]
    public async Task PySocks_Connect_SendsAndReceives(string kind)
    {
        RealProgram.Require(RealProgram.PythonSocks);
        var bridge = await StartBridgeAsync();
        var target = Own(Targets.Echo());

        var result = await ChildProcess.RunAsync("python3", RealProgram.Python, ["-c", $"""
            import socks, socket
            s = socks.socksocket()
            s.set_proxy(socks.{kind}, "127.0.0.1", {bridge.Port}, rdns=True)
            s.connect(("localhost", {target.Port}))
            s.sendall(b"ping")
            s.shutdown(socket.SHUT_WR)
            data = b""
            while True:
                part = s.recv(100)
                if not part: break
                data += part
            print(data.decode())
            """]);

        result.ShouldExit(0).Out.ShouldBe("ping");
    }

    [Fact]
    public async Task NodeSocks_Connect_SendsAndReceives()
    {
        var bridge = await StartBridgeAsync();
        var target = Own(Targets.Echo());

        (await NodeAsync($$"""
            const { SocksClient } = require('socks');
            SocksClient.createConnection({
              proxy: { host: '127.0.0.1', port: {{bridge.Port}}, type: 5 }, command: 'connect', destination: { host: 'localhost', port: {{target.Port}} },
            }).then(({ socket }) => {
              let all = '';
              socket.on('data', data => all += data);
              socket.on('end', () => console.log(all));
              socket.end('ping');
            });
            """)).ShouldExit(0).Out.ShouldBe("ping");
    }

    [Fact]
    public async Task NodeSocks_Bind_MeetsItsPeer()
    {
        var configuration = ServerConfiguration.Standard();
        configuration["inbounds"]![0]!["bind"] = new System.Text.Json.Nodes.JsonObject { ["enabled"] = true };
        var server = await OwnAsync(SockeyeServer.StartAsync(configuration, new TestUser(User, Password, "--allow", "connect,bind")));
        var bridge = await OwnAsync(SockeyeBridge.StartAsync(server.Command, Password, SockeyeBridge.Arguments(User, server.Port)));

        (await NodeAsync($$"""
            const net = require('net');
            const { SocksClient } = require('socks');
            const client = new SocksClient({
              proxy: { host: '127.0.0.1', port: {{bridge.Port}}, type: 5 }, command: 'bind', destination: { host: '127.0.0.1', port: 0 },
            });
            client.on('error', error => { console.log('error ' + error.message); process.exit(1); });
            client.on('bound', info => net.connect(info.remoteHost.port, '127.0.0.1').end('from the peer'));
            client.on('established', ({ socket }) => {
              let all = '';
              socket.on('data', data => all += data);
              socket.on('end', () => { console.log(all); socket.end(); });
              socket.resume();
            });
            client.connect();
            """)).ShouldExit(0).Out.ShouldBe("from the peer");
    }

    private static async Task AssertRunsAsync(Ssh ssh, string proxyCommand)
    {
        var payload = new string('x', 300_000);
        var result = await ssh.RunAsync(proxyCommand, "wc -c", payload);
        result.ShouldExit(0).Out.Trim().ShouldBe("300000");
    }

    private static Task<ProgramResult> NodeAsync(string script)
    {
        RealProgram.Require(RealProgram.NodeSocks);
        return ChildProcess.RunAsync("node", RealProgram.Require("node"), ["-e", script], environment: new Dictionary<string, string> { ["NODE_PATH"] = RealProgram.NodePath });
    }

    private async Task<SockeyeBridge> StartBridgeAsync() => await OwnAsync(SockeyeBridge.StartAsync(
        Server.Command, Password, SockeyeBridge.Arguments(User, Server.Port)));
}
