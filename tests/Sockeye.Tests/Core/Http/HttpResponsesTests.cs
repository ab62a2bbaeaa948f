using System.Text;
using Sockeye.Core.Http;
using static Sockeye.Tests.Testing.ParserHarness;

namespace Sockeye.Tests.Core.Http;

public sealed class HttpResponsesTests
{
    [Fact]
    public void ConnectEstablished_ReadByAClient_IsASuccess() =>
        ReadWhole<ConnectResponse>(ConnectResponse.Parse, HttpResponses.ConnectEstablished.Span).StatusCode.ShouldBe(200);

    [Theory]
    [InlineData(400, "Bad Request")]
    [InlineData(403, "Forbidden")]
    [InlineData(407, "Proxy Authentication Required")]
    [InlineData(408, "Request Timeout")]
    [InlineData(431, "Request Header Fields Too Large")]
    [InlineData(502, "Bad Gateway")]
    [InlineData(503, "Service Unavailable")]
    [InlineData(504, "Gateway Timeout")]
    public void Refusal_OfEveryStatus_IsACompleteResponse(int status, string reason)
    {
        var text = Encoding.UTF8.GetString(HttpResponses.Refusal(status, "Né."));
        var lines = text.Split("\r\n");
        lines[0].ShouldBe($"HTTP/1.1 {status} {reason}");
        lines.ShouldContain("Content-Type: text/plain; charset=utf-8");
        lines.ShouldContain("Content-Length: 5");
        lines.ShouldContain("Connection: close");
        lines.Contains("Proxy-Authenticate: Basic realm=\"sockeye\", charset=\"UTF-8\"").ShouldBe(status == 407);
        text.ShouldEndWith("\r\n\r\nNé.\n");
        ConnectResponse.Parse(HttpResponses.Refusal(status, ""), out var response, out _);
        response.StatusCode.ShouldBe(status);
    }

    [Fact]
    public void Refusal_OfAnotherStatus_Throws() => Should.Throw<ArgumentOutOfRangeException>(() => HttpResponses.Refusal(200, ""));
}
