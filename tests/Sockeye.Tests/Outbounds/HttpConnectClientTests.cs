using System.Text;
using Microsoft.Extensions.Time.Testing;
using Sockeye.Core.Net;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Outbounds;
using Sockeye.Engine.Transport;

namespace Sockeye.Tests.Outbounds;

public sealed class HttpConnectClientTests
{
    [Theory]
    [InlineData("example.com", "example.com:443")]
    [InlineData("192.0.2.1", "192.0.2.1:443")]
    [InlineData("2001:db8::1", "[2001:db8::1]:443")]
    public async Task Connect_WithALogin_SendsTheRequest(string host, string authority)
    {
        var channel = Answers("HTTP/1.1 200 OK\r\n\r\n");

        (await ConnectAsync(channel, "bob", host)).IsTunnel.ShouldBeTrue();

        var sent = Encoding.ASCII.GetString(channel.Written.ToArray());
        sent.ShouldStartWith($"CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n");
        sent.ShouldContain($"Proxy-Authorization: Basic {Convert.ToBase64String("bob:pw"u8)}\r\n");
        sent.ShouldEndWith("\r\n\r\n");
    }

    [Fact]
    public async Task Connect_WithoutALogin_SendsNoCredentials()
    {
        var channel = Answers("HTTP/1.0 200\r\n\r\n");

        (await ConnectAsync(channel, null, "example.com")).IsTunnel.ShouldBeTrue();

        Encoding.ASCII.GetString(channel.Written.ToArray()).ShouldNotContain("Authorization", Case.Insensitive);
    }

    [Fact]
    public async Task Connect_WithBytesBehindTheHead_KeepsThemForTheTunnelAtEveryCut()
    {
        var stream = Encoding.ASCII.GetBytes("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 Connection established\r\nVia: x\r\n\r\nSSH-2.0");
        for (var cut = 1; cut < stream.Length; cut++)
        {
            var answer = await ConnectAsync(new ScriptedChannel([stream[..cut], stream[cut..]]), "bob", "example.com");

            answer.IsTunnel.ShouldBeTrue($"cut at {cut}");
            (await ScriptedChannel.ReadAllAsync(answer.Tunnel!)).ShouldBe("SSH-2.0"u8.ToArray(), $"cut at {cut}");
        }
    }

    [Theory]
    [InlineData(403, DialErrorKind.UpstreamRefused)]
    [InlineData(407, DialErrorKind.UpstreamAuthenticationFailed)]
    [InlineData(502, DialErrorKind.UpstreamRefused)]
    [InlineData(503, DialErrorKind.UpstreamRefused)]
    [InlineData(504, DialErrorKind.UpstreamRefused)]
    [InlineData(101, DialErrorKind.UpstreamRefused)]
    [InlineData(302, DialErrorKind.UpstreamRefused)]
    public async Task Connect_Refused_CarriesTheUpstreamsStatus(int status, DialErrorKind kind)
    {
        var channel = Answers($"HTTP/1.1 {status} Go\u001b[2J away\r\nContent-Length: 0\r\n\r\n");

        var error = (await ConnectAsync(channel, "bob", "example.com")).Error.ShouldNotBeNull();

        error.Kind.ShouldBe(kind);
        error.Stage.ShouldBe(DialStage.ProxyRequest);
        error.UpstreamStatus.ShouldBe(status);
        error.Message.ShouldContain($"{status} Go\\x1b[2J away");
        error.Message.ShouldNotContain("pw");
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nVia: x\r\n")]
    public async Task Connect_CutShort_IsAFailureOfTheUpstream(string stream)
    {
        var error = (await ConnectAsync(Answers(stream), "bob", "example.com")).Error.ShouldNotBeNull();

        error.Kind.ShouldBe(DialErrorKind.UpstreamFailed);
        error.Message.ShouldStartWith("closed the connection");
    }

    [Fact]
    public async Task Connect_EndlessHead_IsGivenUpAtABound()
    {
        var stream = "HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Repeat("X-Fill: 0123456789\r\n", 2000));
        var channel = new ScriptedChannel([Encoding.ASCII.GetBytes(stream)]);

        var error = (await ConnectAsync(channel, "bob", "example.com")).Error.ShouldNotBeNull();

        error.Kind.ShouldBe(DialErrorKind.UpstreamFailed);
        error.Message.Length.ShouldBeLessThan(250);
    }

    private static ScriptedChannel Answers(string text) => ScriptedChannel.OneByOne(Encoding.Latin1.GetBytes(text));

    private static ValueTask<ProxyAnswer> ConnectAsync(DuplexChannel channel, string? user, string host)
    {
        Destination.TryFromHost(host, 443, out var destination).ShouldBeTrue();
        return new HttpConnectClient(user, "pw"u8.ToArray(), new FakeTimeProvider()).ConnectAsync(channel, destination, new DialTimings());
    }
}
