using System.Text;
using CsCheck;
using Sockeye.Core.Http;
using Sockeye.Core.Net;
using static Sockeye.Tests.Testing.ParserHarness;

namespace Sockeye.Tests.Core.Http;

public sealed class ConnectRequestTests
{
    private const string Login = "Proxy-Authorization: Basic YWxpY2U6c2VjcmV0\r\n";

    [Theory]
    [InlineData("CONNECT server.example.com:80 HTTP/1.1\r\nHost: server.example.com\r\n\r\n", "server.example.com:80")]
    [InlineData("CONNECT a:80 HTTP/1.0\r\n\r\n", "a:80")]
    [InlineData("CONNECT a:80 HTTP/1.1\n\n", "a:80")]
    [InlineData("CONNECT a:80 HTTP/1.1\nHost: b\r\nX: y\n\r\n", "a:80")]
    [InlineData("CONNECT [2001:db8::1]:443 HTTP/1.1\r\nHost: other.example:1\r\n\r\n", "[2001:db8::1]:443")]
    [InlineData("CONNECT 127.1:443 HTTP/1.1\r\nHost:\r\nHost: twice\r\n\r\n", "127.0.0.1:443")]
    public void Parse_OfAProperHead_GivesTheTarget(string head, string target)
    {
        var request = Read(head);
        request.Fault.ShouldBe(ConnectRequestFault.None);
        request.Destination.ToString().ShouldBe(target);
        request.Credentials.ShouldBeNull();
        request.HasMalformedCredentials.ShouldBeFalse();
    }

    [Theory]
    [InlineData("Proxy-Authorization: Basic YWxpY2U6c2VjcmV0\r\n")]
    [InlineData("proxy-authorization:basic YWxpY2U6c2VjcmV0\r\n")]
    [InlineData("PROXY-AUTHORIZATION: \tBASIC   YWxpY2U6c2VjcmV0 \t\r\n")]
    [InlineData("Host: a\r\nAuthorization: Basic eDp5\r\nProxy-Authorization: Basic YWxpY2U6c2VjcmV0\r\n")]
    public void Parse_WithALogin_GivesIt(string headers)
    {
        var login = Read($"CONNECT a:80 HTTP/1.1\r\n{headers}\r\n").Credentials.ShouldNotBeNull();
        login.UserName.ShouldBe("alice");
        login.Password.ToArray().ShouldBe("secret"u8.ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("Basic")]
    [InlineData("Basic ")]
    [InlineData("Basic !!!!")]
    [InlineData("Basic YWxpY2U")]
    [InlineData("Basic YWxpY2U=")]
    [InlineData("Basic OnNlY3JldA==")]
    [InlineData("Basic YWxpY2U6")]
    [InlineData("Basic YWxp Y2U6c2VjcmV0")]
    [InlineData("BasicYWxpY2U6c2VjcmV0")]
    [InlineData("Bearer YWxpY2U6c2VjcmV0")]
    [InlineData("Digest username=\"alice\"")]
    public void Parse_WithALoginThatIsNone_SaysSo(string value)
    {
        var request = Read($"CONNECT a:80 HTTP/1.1\r\nProxy-Authorization: {value}\r\n\r\n");
        request.Fault.ShouldBe(ConnectRequestFault.None);
        request.Credentials.ShouldBeNull();
        request.HasMalformedCredentials.ShouldBeTrue();
    }

    [Theory]
    [InlineData("CONNECT \r\n\r\n")]
    [InlineData("CONNECT a:80\r\n\r\n")]
    [InlineData("CONNECT a HTTP/1.1\r\n\r\n")]
    [InlineData("CONNECT a: HTTP/1.1\r\n\r\n")]
    [InlineData("CONNECT :80 HTTP/1.1\r\n\r\n")]
    [InlineData("CONNECT a:0 HTTP/1.1\r\n\r\n")]
    [InlineData("CONNECT a:65536 HTTP/1.1\r\n\r\n")]
    [InlineData("CONNECT u@a:80 HTTP/1.1\r\n\r\n")]
    [InlineData("CONNECT u:p@a:80 HTTP/1.1\r\n\r\n")]
    [InlineData("CONNECT /path HTTP/1.1\r\n\r\n")]
    [InlineData("CONNECT http://a:80 HTTP/1.1\r\n\r\n")]
    [InlineData("CONNECT http://a:80/ HTTP/1.1\r\n\r\n")]
    [InlineData("CONNECT * HTTP/1.1\r\n\r\n")]
    [InlineData("CONNECT 2001:db8::1:80 HTTP/1.1\r\n\r\n")]
    [InlineData("CONNECT  a:80 HTTP/1.1\r\n\r\n")]
    [InlineData("CONNECT a:80  HTTP/1.1\r\n\r\n")]
    [InlineData("CONNECT a:80 HTTP/1.1 \r\n\r\n")]
    [InlineData("CONNECT a:80 HTTP/2.0\r\n\r\n")]
    [InlineData("CONNECT a:80 http/1.1\r\n\r\n")]
    [InlineData("CONNECT a\rb:80 HTTP/1.1\r\n\r\n")]
    [InlineData("CONNECT a:80 HTTP/1.1\r\r\n\r\n")]
    [InlineData("CONNECT a:80 HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n")]
    [InlineData("CONNECT a:80 HTTP/1.1\r\n Host: a\r\n\r\n")]
    [InlineData("CONNECT a:80 HTTP/1.1\r\nHost : a\r\n\r\n")]
    [InlineData("CONNECT a:80 HTTP/1.1\r\nHost\r\n\r\n")]
    [InlineData("CONNECT a:80 HTTP/1.1\r\n: a\r\n\r\n")]
    [InlineData("CONNECT a:80 HTTP/1.1\r\nX: a\u0000b\r\n\r\n")]
    [InlineData("CONNECT a:80 HTTP/1.1\r\nX: a\rb\r\n\r\n")]
    [InlineData("CONNECT a:80 HTTP/1.1\r\nX: a\r\r\n\r\n")]
    [InlineData("CONNECT a:80 HTTP/1.1\r\nXé: a\r\n\r\n")]
    [InlineData("CONNECT a:80 HTTP/1.1\r\n" + Login + Login + "\r\n")]
    [InlineData("CONNECT a:80 HTTP/1.1\r\n" + Login + "Proxy-Authorization:\r\n\r\n")]
    public void Parse_OfAMalformedHead_IsABadRequest(string head)
    {
        var request = Read(head);
        request.Fault.ShouldBe(ConnectRequestFault.BadRequest);
        request.Credentials.ShouldBeNull();
        request.Destination.ShouldBe(default);
    }

    [Fact]
    public void Parse_OfAMalformedTarget_KeepsItForTheLog() =>
        Read("CONNECT nonsense HTTP/1.1\r\n\r\n").AuthorityAsSent.ShouldBe("nonsense");

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n", 1)]
    [InlineData("connect a:80 HTTP/1.1\r\n\r\n", 1)]
    [InlineData("CONNECT\ta:80", 8)]
    public void Parse_OfAnotherMethod_IsInvalid(string head, int decidedAt) =>
        ShouldBeInvalid<ConnectRequest?>(ConnectRequest.Parse, Encoding.Latin1.GetBytes(head), decidedAt);

    [Fact]
    public void Parse_OfAHeadOfExactlyTheLimit_ReadsIt()
    {
        var head = HeadOf(ConnectRequest.MaximumHeadBytes);
        head.Length.ShouldBe(16 * 1024);
        ReadSome(head, head.Length - 1).ShouldBeNull();
        ReadSome(head, head.Length).ShouldNotBeNull().Fault.ShouldBe(ConnectRequestFault.None);
    }

    [Fact]
    public void Parse_OfAHeadBeyondTheLimit_IsTooLarge()
    {
        var head = HeadOf(ConnectRequest.MaximumHeadBytes + 1);
        ReadSome(head, head.Length - 2).ShouldBeNull();
        ReadSome(head, head.Length - 1).ShouldNotBeNull().Fault.ShouldBe(ConnectRequestFault.HeaderTooLarge);
        ReadSome(head, head.Length).ShouldNotBeNull().Fault.ShouldBe(ConnectRequestFault.HeaderTooLarge);
    }

    [Fact]
    public void Write_WithALogin_IsWhatTheRfcShows() =>
        Encoding.ASCII.GetString(ConnectRequest.Write(Target("[2001:db8::1]:443"), "alice", "secret"u8)).ShouldBe(
            "CONNECT [2001:db8::1]:443 HTTP/1.1\r\nHost: [2001:db8::1]:443\r\n" + Login + "\r\n");

    [Fact]
    public void Write_WithoutALogin_SendsNone() =>
        Encoding.ASCII.GetString(ConnectRequest.Write(Target("example.com:80"), null, null)).ShouldBe(
            "CONNECT example.com:80 HTTP/1.1\r\nHost: example.com:80\r\n\r\n");

    [Fact]
    public void Write_ThenParse_IsTheSame() =>
        Gen.Select(Gen.Char.AlphaNumeric.Array[1, 60], Gen.UShort[1, 65535], Gen.Char.AlphaNumeric.Array[1, 255], Gen.Byte.Array[1, 255]).Sample(
            (name, port, user, password) =>
            {
                var target = Target($"x{new string(name)}-:{port}");
                var request = ReadWhole<ConnectRequest?>(ConnectRequest.Parse, ConnectRequest.Write(target, new string(user), password)).ShouldNotBeNull();
                request.Destination.ShouldBe(target);
                request.Credentials.ShouldNotBeNull().UserName.ShouldBe(new string(user));
                request.Credentials.Password.ToArray().ShouldBe(password);
            },
            iter: 30);

    private static ConnectRequest Read(string head) =>
        ReadWhole<ConnectRequest?>(ConnectRequest.Parse, Encoding.Latin1.GetBytes(head)).ShouldNotBeNull();

    private static ConnectRequest? ReadSome(byte[] head, int length)
    {
        ConnectRequest.Parse(head.AsSpan(0, length), out var value, out var consumed);
        consumed.ShouldBe(value is null ? 0 : ConnectRequest.MaximumHeadBytes);
        return value;
    }

    private static byte[] HeadOf(int length)
    {
        const string Begin = "CONNECT a:80 HTTP/1.1\r\nX: ";
        return Encoding.ASCII.GetBytes(Begin + new string('y', length - Begin.Length - 4) + "\r\n\r\n");
    }

    private static Destination Target(string text)
    {
        Destination.TryParse(text, out var destination).ShouldBeTrue();
        return destination;
    }
}
