using System.Text;
using Sockeye.Core;
using Sockeye.Core.Http;
using static Sockeye.Tests.Testing.ParserHarness;

namespace Sockeye.Tests.Core.Http;

public sealed class ConnectResponseTests
{
    [Theory]
    [InlineData("HTTP/1.1 200 Connection established\r\n\r\n", 200, "Connection established")]
    [InlineData("HTTP/1.0 200 OK\n\n", 200, "OK")]
    [InlineData("HTTP/1.1 200\r\n\r\n", 200, "")]
    [InlineData("HTTP/1.1 200 \r\n\r\n", 200, "")]
    [InlineData("HTTP/1.1 204 No Content\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", 204, "No Content")]
    [InlineData("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n", 407, "Proxy Authentication Required")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", 200, "OK")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\n\r\n", 101, "Switching Protocols")]
    [InlineData("HTTP/1.1 502 a\u001b[2Jb\r\n\r\n", 502, @"a\x1b[2Jb")]
    [InlineData("HTTP/1.1 599 x\rX\r\n\r\n", 599, @"x\x0dX")]
    public void Parse_OfAResponse_GivesItsStatus(string head, int status, string reason)
    {
        var response = ReadWhole<ConnectResponse>(ConnectResponse.Parse, Encoding.Latin1.GetBytes(head));
        response.StatusCode.ShouldBe(status);
        response.ReasonEscaped.ShouldBe(reason);
        response.IsSuccess.ShouldBe(status is >= 200 and < 300);
    }

    [Fact]
    public void Parse_OfALongReason_CutsIt()
    {
        var head = Encoding.ASCII.GetBytes($"HTTP/1.1 500 {new string('x', 1000)}\r\n\r\n");
        ReadWhole<ConnectResponse>(ConnectResponse.Parse, head).ReasonEscaped.Length.ShouldBe(128);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH\r\n", 1)]
    [InlineData("HTTX", 4)]
    [InlineData("HTTP/2 200\r\n\r\n", 6)]
    [InlineData("HTTP/1.1 20 OK\r\n\r\n", 18)]
    [InlineData("HTTP/1.1 2x0 OK\r\n\r\n", 19)]
    [InlineData("HTTP/1.1 099 OK\r\n\r\n", 19)]
    [InlineData("HTTP/1.1 2000 OK\r\n\r\n", 20)]
    [InlineData("HTTP/1.1  200 OK\r\n\r\n", 20)]
    [InlineData("HTTP/1.1\r\n\r\n", 12)]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nnonsense", 26)]
    public void Parse_OfAnythingElse_IsInvalid(string text, int decidedAt) =>
        ShouldBeInvalid<ConnectResponse>(ConnectResponse.Parse, Encoding.Latin1.GetBytes(text), decidedAt);

    [Fact]
    public void Parse_OfInterimResponsesWithoutEnd_StopsAtTheLimit()
    {
        var interim = "HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray();
        var bytes = Enumerable.Repeat(interim, (ConnectResponse.MaximumHeadBytes / interim.Length) + 1).SelectMany(b => b).ToArray();
        ConnectResponse.Parse(bytes.AsSpan(0, ConnectResponse.MaximumHeadBytes - 1), out _, out _).ShouldBe(ParseStatus.NeedMore);
        ConnectResponse.Parse(bytes, out _, out var consumed).ShouldBe(ParseStatus.Invalid);
        consumed.ShouldBe(0);
    }
}
