using System.Net;
using System.Net.Sockets;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Programs;
using Sockeye.FunctionalTests.Testing.Targets;

namespace Sockeye.FunctionalTests.CurlClient;

/// <summary>curl speaks SOCKS5 without TLS; stunnel puts the TLS around it.</summary>
public abstract class Socks5ThroughStunnelTests<TKind>(SockeyeFixture<TKind> fixture) : SharedServerTest<TKind>(fixture)
    where TKind : ITlsKind
{
    private RunningProgram _stunnel = null!;

    [Fact]
    public async Task Get_ByName_ReachesTheTarget()
    {
        var target = await OwnAsync(HttpTarget.StartAsync());

        (await CurlAsync("--socks5-hostname", Password, $"http://localhost:{target.Port}/name")).ShouldExit(0).Out.ShouldStartWith("GET /name 0 ");
    }

    [Fact]
    public async Task Get_ByIPv4Address_ReachesTheTarget()
    {
        var target = await OwnAsync(HttpTarget.StartAsync());

        (await CurlAsync("--socks5", Password, $"http://127.0.0.1:{target.Port}/four")).ShouldExit(0).Out.ShouldStartWith("GET /four 0 ");
    }

    [Fact]
    public async Task Get_ByIPv6Address_ReachesTheTarget()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "this machine has no IPv6");
        var target = await OwnAsync(HttpTarget.StartAsync(address: IPAddress.IPv6Loopback));

        (await CurlAsync("--socks5", Password, $"http://[::1]:{target.Port}/six")).ShouldExit(0).Out.ShouldStartWith("GET /six 0 ");
    }

    [Fact]
    public async Task Get_WithAWrongPassword_ReachesNothing()
    {
        var target = await OwnAsync(HttpTarget.StartAsync());

        var result = await CurlAsync("--socks5-hostname", "wrong-password", $"http://localhost:{target.Port}/");

        result.ShouldExit(97).Error.ShouldContain("rejected", Case.Insensitive);
        target.Requests.ShouldBeEmpty();
    }

    private protected override async ValueTask StartAsync() => _stunnel = await OwnAsync(Stunnel.StartClientAsync(Server.Port));

    private Task<ProgramResult> CurlAsync(string option, string password, string url) =>
        Curl.RunAsync(option, $"127.0.0.1:{_stunnel.Port}", "--proxy-user", $"{User}:{password}", url);
}

public sealed class Socks5ThroughStunnelOverOpenSslTests(SockeyeFixture<OpenSsl> fixture) : Socks5ThroughStunnelTests<OpenSsl>(fixture);

public sealed class Socks5ThroughStunnelOverSslStreamTests(SockeyeFixture<SslStreamKind> fixture) : Socks5ThroughStunnelTests<SslStreamKind>(fixture);
