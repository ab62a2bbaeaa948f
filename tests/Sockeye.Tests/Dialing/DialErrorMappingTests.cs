using Sockeye.Core.Socks5;
using Sockeye.Engine.Dialing;

namespace Sockeye.Tests.Dialing;

public sealed class DialErrorMappingTests
{
    public static TheoryData<DialErrorKind, int, int> Kinds => new()
    {
        { DialErrorKind.NotAllowed, 0x02, 403 },
        { DialErrorKind.OutboundUnavailable, 0x01, 502 },
        { DialErrorKind.NameNotResolved, 0x04, 502 },
        { DialErrorKind.HostUnreachable, 0x04, 502 },
        { DialErrorKind.NetworkUnreachable, 0x03, 502 },
        { DialErrorKind.ConnectionRefused, 0x05, 502 },
        { DialErrorKind.TimedOut, 0x06, 504 },
        { DialErrorKind.LimitReached, 0x01, 503 },
        { DialErrorKind.TlsFailed, 0x01, 502 },
        { DialErrorKind.UpstreamAuthenticationFailed, 0x01, 502 },
        { DialErrorKind.UpstreamRefused, 0x01, 502 },
        { DialErrorKind.UpstreamFailed, 0x01, 502 },
        { DialErrorKind.NotSupported, 0x07, 502 },
        { DialErrorKind.Aborted, 0x01, 502 },
        { DialErrorKind.General, 0x01, 502 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ToCodes_OfEachKind_FollowTheContract(DialErrorKind kind, int reply, int status)
    {
        var error = new DialError(DialStage.Connect, kind, "");

        ((int)DialErrorMapping.ToReplyCode(error)).ShouldBe(reply);
        DialErrorMapping.ToHttpStatus(error).ShouldBe(status);
    }

    [Fact]
    public void Kinds_AreAllInTheTable() =>
        Kinds.Select(row => row.Data.Item1).ShouldBe(Enum.GetValues<DialErrorKind>(), ignoreOrder: true);

    [Theory]
    [InlineData(0x01, 0x01)]
    [InlineData(0x02, 0x02)]
    [InlineData(0x03, 0x03)]
    [InlineData(0x04, 0x04)]
    [InlineData(0x05, 0x05)]
    [InlineData(0x06, 0x06)]
    [InlineData(0x07, 0x07)]
    [InlineData(0x08, 0x08)]
    [InlineData(0x5b, 0x5b)]
    [InlineData(0x00, 0x01)]
    public void ToReplyCode_OfAnUpstreamsCode_PassesItOn(byte upstream, byte reply)
    {
        var error = new DialError(DialStage.ProxyRequest, DialErrorKind.UpstreamRefused, "") { UpstreamReply = (Socks5ReplyCode)upstream };

        ((byte)DialErrorMapping.ToReplyCode(error)).ShouldBe(reply);
        DialErrorMapping.ToHttpStatus(error).ShouldBe(502);
    }

    [Theory]
    [InlineData(403, 0x02)]
    [InlineData(407, 0x01)]
    [InlineData(502, 0x04)]
    [InlineData(503, 0x04)]
    [InlineData(504, 0x06)]
    [InlineData(500, 0x01)]
    [InlineData(302, 0x01)]
    public void ToReplyCode_OfAnUpstreamsStatus_TranslatesIt(int upstream, byte reply)
    {
        var error = new DialError(DialStage.ProxyRequest, DialErrorKind.UpstreamRefused, "") { UpstreamStatus = upstream };

        ((byte)DialErrorMapping.ToReplyCode(error)).ShouldBe(reply);
        DialErrorMapping.ToHttpStatus(error).ShouldBe(502);
    }
}
