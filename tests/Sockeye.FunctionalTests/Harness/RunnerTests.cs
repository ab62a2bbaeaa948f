using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Programs;
using Sockeye.FunctionalTests.Testing.Targets;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Harness;

/// <summary>The real programs against each other, without Sockeye: where these pass, a failure elsewhere is ours.</summary>
public sealed class RunnerTests : FunctionalTest
{
    private const string User = "runner";
    private const string Password = "a password of the runners";

    [Fact]
    public async Task Curl_ThroughStunnelOnBothSidesToMicrosocks_ReachesTheTarget()
    {
        var target = await OwnAsync(HttpTarget.StartAsync());
        var socks = await OwnAsync(PlainProxies.MicrosocksAsync(User, Password));
        var server = await OwnAsync(Stunnel.StartServerAsync(socks.Port));
        var client = await OwnAsync(Stunnel.StartClientAsync(server.Port));

        var result = await Curl.RunAsync("--socks5-hostname", $"127.0.0.1:{client.Port}", "--proxy-user", $"{User}:{Password}", $"{target.Url}/a");

        result.ShouldExit(0).Out.ShouldStartWith("GET /a 0 ");
        target.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task V2Ray_AsClientOfItselfOverTls_ReachesTheTarget()
    {
        var target = await OwnAsync(HttpTarget.StartAsync());
        var server = await OwnAsync(V2Ray.StartServerAsync(User, Password));
        var client = await OwnAsync(V2Ray.StartClientAsync(server.Port, User, Password));

        var result = await Curl.RunAsync("--socks5-hostname", $"127.0.0.1:{client.Port}", $"{target.Url}/b");

        result.ShouldExit(0).Out.ShouldStartWith("GET /b 0 ");
    }

    [Fact]
    public async Task HAProxy_BeforeAServer_SendsAProxyHeaderOfVersion2()
    {
        var first = new TaskCompletionSource<byte[]>();
        var target = Own(TargetServer.Start(async (socket, stop) =>
        {
            var bytes = new byte[12];
            if (await socket.ReceiveAsync(bytes, stop) == bytes.Length)
            {
                first.TrySetResult(bytes);
            }
        }));
        var front = await OwnAsync(HAProxy.StartAsync(target.Port));

        var connection = await OwnAsync(ProxyConnection.OpenAsync(front.Port));
        await connection.SendAsync("x"u8.ToArray());

        (await first.Task.WaitAsync(Limits.Event)).ShouldBe("\r\n\r\n\0\r\nQUIT\n"u8.ToArray());
    }

    [Fact]
    public async Task Curl_ThroughTinyproxyBehindStunnel_ReachesAnHttpsTarget()
    {
        var target = await OwnAsync(HttpTarget.StartAsync(TestAuthority.Localhost));
        var proxy = await OwnAsync(PlainProxies.TinyproxyAsync(User, "secret-of-tiny"));
        var server = await OwnAsync(Stunnel.StartServerAsync(proxy.Port));

        var result = await Curl.RunAsync(
            "--proxy", $"https://{User}:secret-of-tiny@localhost:{server.Port}", "--proxy-cacert", TestAuthority.Trusted.File,
            "--cacert", TestAuthority.Trusted.File, $"{target.Url}/c");

        result.ShouldExit(0).Out.ShouldStartWith("GET /c 0 ");
    }

    [Fact]
    public async Task Curl_ThroughDante_ReachesTheTarget()
    {
        var target = await OwnAsync(HttpTarget.StartAsync());
        var dante = await OwnAsync(PlainProxies.DanteAsync());

        var result = await Curl.RunAsync("--socks5-hostname", $"127.0.0.1:{dante.Port}", $"{target.Url}/d");

        result.ShouldExit(0).Out.ShouldStartWith("GET /d 0 ");
    }

    [Fact]
    public async Task OwnClient_ThroughStunnelToMicrosocks_HasItsBytesBack()
    {
        var target = Own(Targets.Echo());
        var socks = await OwnAsync(PlainProxies.MicrosocksAsync(User, Password));
        var server = await OwnAsync(Stunnel.StartServerAsync(socks.Port));

        var connection = await OwnAsync(ProxyConnection.OpenAsync(server.Port));
        await connection.ConnectAsync(User, Password, "localhost", target.Port);
        await connection.SendAsync("there and back"u8.ToArray());

        (await connection.ReadExactlyAsync(14)).ShouldBe("there and back"u8.ToArray());
        target.Accepted.ShouldBe(1);
    }

    [Fact]
    public async Task OpenSslClient_AtStunnel_ShowsTheHandshake()
    {
        var target = Own(Targets.SpeaksFirst("hello from the target\n"));
        var server = await OwnAsync(Stunnel.StartServerAsync(target.Port));

        var result = await OpenSslClient.RunAsync(server.Port, TestAuthority.Trusted.File, "", "-servername", "localhost", "-tls1_3");

        result.Out.ShouldContain("New, TLSv1.3");
        result.Out.ShouldContain("Verify return code: 0");
    }
}
