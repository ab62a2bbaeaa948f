using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Sockeye.Core.Net;
using Sockeye.Core.Socks5;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Outbounds;
using Sockeye.Engine.Transport;

namespace Sockeye.Tests.Outbounds;

public sealed class Socks5ClientTests
{
    private const string Success = "05 02 01 00 05 00 00 01 CB 00 71 09 04 38";
    private readonly DialTimings _timings = new();

    [Theory]
    [InlineData("example.com", "05 01 00 03 0B 65 78 61 6D 70 6C 65 2E 63 6F 6D 01 BB")]
    [InlineData("192.0.2.1", "05 01 00 01 C0 00 02 01 01 BB")]
    [InlineData("::ffff:192.0.2.1", "05 01 00 01 C0 00 02 01 01 BB")]
    [InlineData("2001:db8::1", "05 01 00 04 20 01 0D B8 00 00 00 00 00 00 00 00 00 00 00 01 01 BB")]
    public async Task Connect_WithALogin_SendsEachMessageAsTheStandardSays(string host, string request)
    {
        var channel = ScriptedChannel.OneByOne(Bytes(Success));

        var answer = await ConnectAsync(channel, "bob", "pw", host);

        answer.IsTunnel.ShouldBeTrue();
        answer.Bound.ShouldBe(new IPEndPoint(IPAddress.Parse("203.0.113.9"), 1080));
        Convert.ToHexString(channel.Written.ToArray()).ShouldBe(Convert.ToHexString(Bytes("05 01 02 01 03 62 6F 62 02 70 77" + request)));
        _timings[DialStage.ProxyGreeting].ShouldNotBeNull();
        _timings[DialStage.ProxyRequest].ShouldNotBeNull();
    }

    [Fact]
    public async Task Connect_WithoutALogin_OffersNoneOnly()
    {
        var channel = ScriptedChannel.OneByOne(Bytes("05 00 05 00 00 01 00 00 00 00 00 00"));

        (await ConnectAsync(channel, null, "", "192.0.2.1")).IsTunnel.ShouldBeTrue();

        Convert.ToHexString(channel.Written.ToArray()).ShouldBe("050100" + "05010001C000020101BB");
    }

    [Fact]
    public async Task Connect_WithBytesBehindTheReply_KeepsThemForTheTunnelAtEveryCut()
    {
        var stream = Bytes(Success + "53 53 48 2D 32 2E 30");
        for (var cut = 0; cut <= stream.Length; cut++)
        {
            byte[][] pieces = cut == 0 || cut == stream.Length ? [stream] : [stream[..cut], stream[cut..]];
            var answer = await ConnectAsync(new ScriptedChannel(pieces), "bob", "pw", "example.com");

            answer.IsTunnel.ShouldBeTrue($"cut at {cut}");
            (await ScriptedChannel.ReadAllAsync(answer.Tunnel!)).ShouldBe("SSH-2.0"u8.ToArray(), $"cut at {cut}");
        }
    }

    [Fact]
    public async Task Connect_NothingBehindTheReply_GivesTheChannelItself()
    {
        var channel = ScriptedChannel.OneByOne(Bytes(Success));

        (await ConnectAsync(channel, "bob", "pw", "example.com")).Tunnel.ShouldBeSameAs(channel);
    }

    [Fact]
    public async Task Connect_CutShortAnywhere_IsAFailureOfTheUpstream()
    {
        var stream = Bytes(Success);
        for (var length = 0; length < stream.Length; length++)
        {
            var error = (await ConnectAsync(new ScriptedChannel([stream[..length]]), "bob", "pw", "example.com")).Error.ShouldNotBeNull();

            error.Kind.ShouldBe(DialErrorKind.UpstreamFailed);
            error.Stage.ShouldBe(length < 4 ? DialStage.ProxyGreeting : DialStage.ProxyRequest);
            error.Message.ShouldStartWith("closed the connection");
        }
    }

    [Theory]
    [InlineData(0x01)]
    [InlineData(0x02)]
    [InlineData(0x03)]
    [InlineData(0x04)]
    [InlineData(0x05)]
    [InlineData(0x06)]
    [InlineData(0x07)]
    [InlineData(0x08)]
    [InlineData(0x5B)]
    public async Task Connect_Refused_CarriesTheUpstreamsCode(byte code)
    {
        var channel = ScriptedChannel.OneByOne([.. Bytes("05 00 05"), code, .. Bytes("00 01 00 00 00 00 00 00")]);

        var error = (await ConnectAsync(channel, null, "", "example.com")).Error.ShouldNotBeNull();

        error.Kind.ShouldBe(DialErrorKind.UpstreamRefused);
        error.Stage.ShouldBe(DialStage.ProxyRequest);
        error.UpstreamReply.ShouldBe((Socks5ReplyCode)code);
    }

    [Theory]
    [InlineData("bob", "05 02 01 01", "refused the user name and password")]
    [InlineData("bob", "05 02 01 FF", "refused the user name and password")]
    [InlineData("bob", "05 FF", "does not accept a login by user name and password")]
    [InlineData(null, "05 FF", "accepts nobody without a login, and none is configured")]
    public async Task Connect_LoginRefused_IsAnAuthenticationFailure(string? user, string stream, string message)
    {
        var error = (await ConnectAsync(ScriptedChannel.OneByOne(Bytes(stream)), user, "pw", "example.com")).Error.ShouldNotBeNull();

        error.Kind.ShouldBe(DialErrorKind.UpstreamAuthenticationFailed);
        error.Stage.ShouldBe(DialStage.ProxyGreeting);
        error.Message.ShouldBe(message);
        error.ToString().ShouldNotContain("pw");
    }

    [Theory]
    [InlineData("05 00", "chose the method 0x00, which was not offered")]
    [InlineData("05 01", "chose the method 0x01, which was not offered")]
    [InlineData("48 54 54 50 2F 1B", "answered what is no such answer: \"HTTP/\\x1b\" (greeting)")]
    [InlineData("05 02 48 49", "answered what is no such answer: \"HI\" (login)")]
    public async Task Connect_AnswerOutOfPlace_IsAFailureOfTheUpstreamAndEscaped(string stream, string message)
    {
        var error = (await ConnectAsync(new ScriptedChannel([Bytes(stream)]), "bob", "pw", "example.com")).Error.ShouldNotBeNull();

        error.Kind.ShouldBe(DialErrorKind.UpstreamFailed);
        error.Message.ShouldBe(message);
    }

    [Fact]
    public async Task Connect_MethodNotChosen_KeepsThePasswordToItself()
    {
        var channel = new ScriptedChannel([Bytes("05 00")]);

        await ConnectAsync(channel, "bob", "pw", "example.com");

        Convert.ToHexString(channel.Written.ToArray()).ShouldBe("050102");
    }

    private ValueTask<ProxyAnswer> ConnectAsync(DuplexChannel channel, string? user, string password, string host)
    {
        Destination.TryFromHost(host, 443, out var destination).ShouldBeTrue();
        return new Socks5Client(user, Encoding.UTF8.GetBytes(password), new FakeTimeProvider()).ConnectAsync(channel, destination, _timings);
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
