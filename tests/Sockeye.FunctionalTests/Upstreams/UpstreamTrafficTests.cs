using System.Security.Cryptography;
using System.Text;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Processes;
using Sockeye.FunctionalTests.Testing.Programs;
using Sockeye.FunctionalTests.Testing.Targets;

namespace Sockeye.FunctionalTests.Upstreams;

/// <summary>Leaving through proxies that others wrote: it works, refusals are passed on, and nothing ever goes direct instead.</summary>
public abstract class UpstreamTrafficTests<TKind> : FunctionalTest, IClassFixture<UpstreamFixture<TKind>>
    where TKind : ITlsKind
{
    private readonly UpstreamFixture<TKind> _fixture;

    protected UpstreamTrafficTests(UpstreamFixture<TKind> fixture)
    {
        ArgumentNullException.ThrowIfNull(fixture);
        _fixture = fixture;
        Show(fixture.Server);
        foreach (var program in fixture.Programs)
        {
            Show(program);
        }
    }

    [Theory]
    [InlineData("microsocks", "microsocks")]
    [InlineData("microsocks-tls", "microsocks", "stunnel")]
    [InlineData("tinyproxy", "tinyproxy")]
    [InlineData("tinyproxy-tls", "tinyproxy", "stunnel")]
    [InlineData("dante", "danted")]
    [InlineData("v2ray", "v2ray")]
    public async Task Session_ThroughARealProxy_CarriesBothWays(string tag, params string[] programs)
    {
        Require(programs);
        var target = Own(Targets.Echo());
        var payload = new TestPayload(2_000_000);
        var connection = await OpenAsync(tag);
        (await connection.RequestAsync(Socks5Messages.Request("localhost", target.Port))).Code.ShouldBe(0);

        var sending = SendAsync(connection, payload);
        var echoed = await connection.ReadExactlyAsync((int)payload.LengthBytes);

        await sending;
        Convert.ToHexString(SHA256.HashData(echoed)).ShouldBe(payload.Digest());
        await connection.EndSendingAsync();
        await _fixture.Server.WaitForAccessLineAsync($"to-{tag} socks5 localhost:{target.Port} via {tag} ");
    }

    [Fact]
    public async Task HalfClose_ThroughAProxyThatPassesItOn_StillHasTheAnswer()
    {
        // microsocks, tinyproxy and v2ray end both directions at the first end; Dante does not.
        Require(["danted"]);
        var target = Own(Targets.Digest());
        var connection = await OpenAsync("dante");
        (await connection.RequestAsync(Socks5Messages.Request("localhost", target.Port))).Code.ShouldBe(0);

        await connection.SendAsync("a question"u8.ToArray());
        await connection.EndSendingAsync();

        Encoding.ASCII.GetString(await connection.ReadToEndAsync()).ShouldStartWith("10 ");
    }

    [Theory]
    [InlineData("microsocks", "microsocks")]
    [InlineData("tinyproxy-tls", "tinyproxy", "stunnel")]
    [InlineData("v2ray", "v2ray")]
    public async Task Session_OfHttpConnect_EchoesThroughARealProxy(string tag, params string[] programs)
    {
        Require(programs);
        var target = Own(Targets.Echo());

        var connection = await OwnAsync(ProxyConnection.OpenAsync(_fixture.PortOf(tag)));
        await connection.ConnectHttpAsync(UpstreamFixture<TKind>.User, UpstreamFixture<TKind>.Password, $"localhost:{target.Port}");
        await connection.SendAsync("there and back"u8.ToArray());

        (await connection.ReadExactlyAsync(14)).ShouldBe("there and back"u8.ToArray());
    }

    [Theory]
    [InlineData("microsocks", "microsocks")]
    [InlineData("microsocks-tls", "microsocks", "stunnel")]
    [InlineData("dante", "danted")]
    public async Task Refusal_OfASocksUpstream_IsPassedOn(string tag, params string[] programs)
    {
        Require(programs);
        var connection = await OpenAsync(tag);

        (await connection.RequestAsync(Socks5Messages.Request("127.0.0.1", FreePort.Take()))).Code.ShouldBe(5);
    }

    [Theory]
    [InlineData("microsocks-wrong-password", "microsocks")]
    [InlineData("tinyproxy-wrong-password", "tinyproxy")]
    public async Task UpstreamPassword_Wrong_Is01AndNever407(string tag, params string[] programs)
    {
        Require(programs);
        var target = Own(Targets.Echo());

        var connection = await OpenAsync(tag);
        (await connection.RequestAsync(Socks5Messages.Request("localhost", target.Port))).Code.ShouldBe(1);

        var http = await OwnAsync(ProxyConnection.OpenAsync(_fixture.PortOf(tag)));
        var (head, _) = await http.AskAsync(HttpClientSteps.Connect(
            $"localhost:{target.Port}", HttpClientSteps.Basic(UpstreamFixture<TKind>.User, UpstreamFixture<TKind>.Password)));
        head.Status.ShouldBe(502);
        target.Accepted.ShouldBe(0);
    }

    [Theory]
    [InlineData("down")]
    [InlineData("down-tls")]
    [InlineData("stranger", "stunnel", "microsocks")]
    [InlineData("other-name", "stunnel", "microsocks")]
    public async Task Upstream_ThatCannotBeHad_FailsClosed(string tag, params string[] programs)
    {
        Require(programs);
        var target = Own(Targets.Echo());

        var connection = await OpenAsync(tag);
        (await connection.RequestAsync(Socks5Messages.Request("localhost", target.Port))).Code.ShouldNotBe(0);
        (await connection.ReadToEndAsync()).ShouldBeEmpty();

        var http = await OwnAsync(ProxyConnection.OpenAsync(_fixture.PortOf(tag)));
        var (head, _) = await http.AskAsync(HttpClientSteps.Connect(
            $"localhost:{target.Port}", HttpClientSteps.Basic(UpstreamFixture<TKind>.User, UpstreamFixture<TKind>.Password)));
        head.Status.ShouldBe(502);
        target.Accepted.ShouldBe(0, "never direct instead");
    }

    private async Task<ProxyConnection> OpenAsync(string tag)
    {
        var connection = await OwnAsync(ProxyConnection.OpenAsync(_fixture.PortOf(tag)));
        await connection.LogInAsync(UpstreamFixture<TKind>.User, UpstreamFixture<TKind>.Password);
        return connection;
    }

    private static async Task SendAsync(ProxyConnection connection, TestPayload payload)
    {
        foreach (var part in payload.Parts())
        {
            await connection.SendAsync(part);
        }
    }

    private static void Require(string[] programs)
    {
        foreach (var program in programs)
        {
            RealProgram.Require(program);
        }
    }
}

public sealed class UpstreamTrafficOverOpenSslTests(UpstreamFixture<OpenSsl> fixture) : UpstreamTrafficTests<OpenSsl>(fixture);

public sealed class UpstreamTrafficOverSslStreamTests(UpstreamFixture<SslStreamKind> fixture) : UpstreamTrafficTests<SslStreamKind>(fixture);
