using Sockeye.Core.Socks5;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Inbounds;
using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport;
using Sockeye.Tests.HttpForwarding;
using Sockeye.Tests.Sessions;

namespace Sockeye.Tests.Inbounds;

/// <summary>What a client is told about a dial that failed: the table of the contract, through the engine.</summary>
public sealed class DialFailureTests
{
    public static TheoryData<DialErrorKind, string, int> Answers => new()
    {
        { DialErrorKind.NotAllowed, "02", 403 },
        { DialErrorKind.OutboundUnavailable, "01", 502 },
        { DialErrorKind.NameNotResolved, "04", 502 },
        { DialErrorKind.HostUnreachable, "04", 502 },
        { DialErrorKind.NetworkUnreachable, "03", 502 },
        { DialErrorKind.ConnectionRefused, "05", 502 },
        { DialErrorKind.TimedOut, "06", 504 },
        { DialErrorKind.LimitReached, "01", 503 },
        { DialErrorKind.TlsFailed, "01", 502 },
        { DialErrorKind.UpstreamAuthenticationFailed, "01", 502 },
        { DialErrorKind.UpstreamRefused, "01", 502 },
        { DialErrorKind.UpstreamFailed, "01", 502 },
        { DialErrorKind.NotSupported, "07", 502 },
        { DialErrorKind.Aborted, "01", 502 },
        { DialErrorKind.General, "01", 502 },
    };

    [Fact]
    public void Answers_NameEveryKind() => Answers.Select(row => row.Data.Item1).ShouldBe(Enum.GetValues<DialErrorKind>(), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Socks5_DialFails_ReplyCodeFits(DialErrorKind kind, string code, int status)
    {
        _ = status;
        await using var engine = new SessionHarness();
        engine.Outbound.Refusal = new DialError(DialStage.Connect, kind, "the operator's own words");
        var client = engine.Connect();
        await client.LogInAsync();
        await client.SendAsync(Socks5Bytes.Connect("target.test", 80), "payload ahead"u8.ToArray());
        await client.Channel.CompleteWritesAsync();
        (await client.RestAsync()).ShouldBe(($"05{code}0001000000000000", ChannelEnd.Closed));
        (await client.EndAsync()).ShouldBe(SessionEndReason.DialFailed);
        client.Session.EndDetail.ShouldBe("the operator's own words");
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Http_DialFails_StatusFitsAndThePageTellsNothingOfTheInside(DialErrorKind kind, string code, int status)
    {
        _ = code;
        await using var engine = new SessionHarness();
        engine.Outbound.Refusal = new DialError(DialStage.Connect, kind, "10.1.2.3 inside");
        var client = engine.Connect();
        var request = $"CONNECT target.test:443 HTTP/1.1\r\n{ForwardingHarness.Login("alice")}\r\n";
        await client.SendAsync(request + request);
        await client.Channel.CompleteWritesAsync();
        var (text, end) = await client.RestOfTextAsync();
        text.ShouldStartWith($"HTTP/1.1 {status} ");
        text.ShouldEndWith($"\r\n\r\n{HttpRefusalText.For(engine.Outbound.Refusal)}\n");
        text.ShouldNotContain("inside");
        end.ShouldBe(ChannelEnd.Closed);
        (await client.EndAsync()).ShouldBe(SessionEndReason.DialFailed);
        engine.Outbound.Dials.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Socks5_UpstreamSocksRefuses_ItsOwnCodeIsPassedOn()
    {
        await using var engine = new SessionHarness();
        engine.Outbound.Refusal = new DialError(DialStage.ProxyRequest, DialErrorKind.UpstreamRefused, "no") { UpstreamReply = (Socks5ReplyCode)0x5A };
        var client = engine.Connect();
        await client.LogInAsync();
        await client.SendAsync(Socks5Bytes.Connect("target.test", 80));
        await client.ExpectAsync("05 5A 00 01 00 00 00 00 00 00");
    }
}
