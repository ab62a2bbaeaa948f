using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Programs;
using Sockeye.FunctionalTests.Testing.Targets;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.NativeClients;

/// <summary>v2ray speaks SOCKS5 over TLS by itself.</summary>
public abstract class V2RayClientTests<TKind>(SockeyeFixture<TKind> fixture) : SharedServerTest<TKind>(fixture)
    where TKind : ITlsKind
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task V2Ray_AsClient_ReachesTheTarget(bool https)
    {
        var target = await OwnAsync(HttpTarget.StartAsync(https ? TestAuthority.Localhost : null));
        var client = await OwnAsync(V2Ray.StartClientAsync(Server.Port, User, Password));

        var result = await Curl.RunAsync("--socks5-hostname", $"127.0.0.1:{client.Port}", "--cacert", TestAuthority.Trusted.File, $"{target.Url}/v2ray");

        result.ShouldExit(0).Out.ShouldStartWith("GET /v2ray 0 ");
        await Server.WaitForAccessLineAsync($"{User} .* socks5 localhost:{target.Port} via direct");
    }

    [Fact]
    public async Task V2Ray_WithAWrongPassword_ReachesNothing()
    {
        var target = await OwnAsync(HttpTarget.StartAsync());
        var client = await OwnAsync(V2Ray.StartClientAsync(Server.Port, User, "wrong-password"));

        var result = await Curl.RunAsync("--socks5-hostname", $"127.0.0.1:{client.Port}", $"{target.Url}/v2ray");

        result.ExitCode.ShouldNotBe(0);
        target.Requests.ShouldBeEmpty();
    }
}

public sealed class V2RayClientOverOpenSslTests(SockeyeFixture<OpenSsl> fixture) : V2RayClientTests<OpenSsl>(fixture);

public sealed class V2RayClientOverSslStreamTests(SockeyeFixture<SslStreamKind> fixture) : V2RayClientTests<SslStreamKind>(fixture);
