using Sockeye.Client;
using Sockeye.Core.Net;
using Sockeye.Core.Socks5;

namespace Sockeye.Tests.ClientLibrary;

public sealed class Socks5OpeningTests
{
    private static readonly byte[] _success = Convert.FromHexString("0502" + "0100" + "05000001" + "7F000001" + "1234");

    [Fact]
    public async Task Open_WithALogin_SendsEverythingInOneWrite()
    {
        var stream = new ScriptedStream(_success);

        await OpenAsync(stream, "al", "é");

        stream.Writes.ShouldHaveSingleItem().ShouldBe(Convert.FromHexString(
            "050102" + "0102616C" + "02C3A9" + "05010003" + "0B6578616D706C652E636F6D" + "01BB"));
    }

    [Fact]
    public async Task Open_WithoutALogin_OffersNone()
    {
        var stream = new ScriptedStream(Convert.FromHexString("0500" + "05000001" + "7F000001" + "1234"));

        await OpenAsync(stream, null, null);

        stream.Writes.ShouldHaveSingleItem().ShouldBe(Convert.FromHexString("050100" + "05010003" + "0B6578616D706C652E636F6D" + "01BB"));
    }

    [Theory]
    [InlineData("05000001" + "7F000001" + "1234")]
    [InlineData("05000004" + "00000000000000000000000000000001" + "1234")]
    [InlineData("05000003" + "03616263" + "1234")]
    public async Task Open_WhatTheTargetSentAlong_StaysInTheStream(string reply)
    {
        var stream = new ScriptedStream([.. Convert.FromHexString("05020100" + reply), .. "220 hello"u8]);

        await OpenAsync(stream, "alice", "secret");

        stream.Rest.ShouldBe("220 hello"u8.ToArray());
    }

    [Fact]
    public async Task Open_OfAnAnswerThatEnds_AnywhereInIt_SaysSo()
    {
        for (var length = 0; length < _success.Length; length++)
        {
            (await FailAsync(_success[..length])).Error.ShouldBe(SockeyeProxyError.Protocol, $"after {length} bytes");
        }
    }

    [Theory]
    [InlineData("05FF", SockeyeProxyError.LoginRefused)]
    [InlineData("0500", SockeyeProxyError.LoginRefused)]
    [InlineData("05020101", SockeyeProxyError.LoginRefused)]
    [InlineData("48545450", SockeyeProxyError.Protocol)]
    [InlineData("05020200", SockeyeProxyError.Protocol)]
    [InlineData("0502010004000001", SockeyeProxyError.Protocol)]
    [InlineData("0502010005000009", SockeyeProxyError.Protocol)]
    public async Task Open_OfAnyOtherAnswer_NamesTheStage(string answers, SockeyeProxyError error)
    {
        var exception = await FailAsync(Convert.FromHexString(answers));
        exception.Error.ShouldBe(error);
        exception.ReplyCode.ShouldBeNull();
        exception.ToString().ShouldNotContain("secret");
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
    [InlineData(0x7E)]
    public async Task Open_Refused_HasTheReplyCode(byte code)
    {
        var exception = await FailAsync([0x05, 0x02, 0x01, 0x00, 0x05, code, 0x00, 0x01, 0, 0, 0, 0, 0, 0]);
        exception.Error.ShouldBe(SockeyeProxyError.RequestRefused);
        exception.ReplyCode.ShouldBe((Socks5ReplyCode)code);
        exception.Message.ShouldContain("example.com:443");
        exception.Message.ShouldContain($"{code:X2}");
    }

    private static async Task<SockeyeProxyException> FailAsync(byte[] answers) =>
        await Should.ThrowAsync<SockeyeProxyException>(() => OpenAsync(new ScriptedStream(answers), "alice", "secret").AsTask());

    private static ValueTask OpenAsync(ScriptedStream stream, string? user, string? password)
    {
        Destination.TryFromHost("example.com", 443, out var target).ShouldBeTrue();
        return Socks5Opening.OpenAsync(stream, user, password, target, TestContext.Current.CancellationToken);
    }
}
