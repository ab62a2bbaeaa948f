using System.Text;
using Sockeye.Engine.Authentication;
using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport;
using Sockeye.Tests.HttpForwarding;
using Sockeye.Tests.Sessions;
using Sockeye.Tests.Transport;

namespace Sockeye.Tests.Inbounds;

/// <summary>HTTP CONNECT (RFC 9110 section 9.3.6) in memory.</summary>
public sealed class HttpConnectConversationTests : IAsyncLifetime
{
    private const string Established = "HTTP/1.1 200 Connection established\r\n\r\n";

    private readonly SessionHarness _engine = new();

    private static string Request => $"CONNECT target.test:443 HTTP/1.1\r\nHost: other.test\r\n{ForwardingHarness.Login("alice")}\r\n";

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(1)]
    [InlineData(7)]
    public async Task Connect_WithBytesBehind_TheyGoToTheTargetAfterThe200(int piece)
    {
        var client = _engine.Connect(piece);
        await client.SendAsync(Request + "behind");
        await client.ExpectTextAsync(Established);
        Encoding.ASCII.GetString(await _engine.Outbound.Target.ReadExactlyAsync(6)).ShouldBe("behind");
        _engine.Writes.First().ShouldBe("client");
        _engine.Outbound.Dials.Single().ToString().ShouldBe("target.test:443");
        client.Session.Protocol.ShouldBe("connect");
    }

    [Fact]
    public async Task Connect_WhileItDials_NothingIsAnswered()
    {
        var gate = new TaskCompletionSource();
        _engine.Outbound.Gate = gate.Task;
        var client = _engine.Connect();
        await client.SendAsync(Request + "behind");
        await _engine.Outbound.Dialled.Task.Limited();
        _engine.Writes.ShouldBeEmpty();
        gate.SetResult();
        await client.ExpectTextAsync(Established);
    }

    [Fact]
    public async Task Connect_WithoutCredentials_Is407WithTheChallengeAndNoFailedLogin()
    {
        var client = _engine.Connect();
        await client.SendAsync("CONNECT target.test:443 HTTP/1.1\r\nHost: x\r\n\r\n" + Request);
        await client.Channel.CompleteWritesAsync();
        var (text, end) = await client.RestOfTextAsync();
        text.ShouldStartWith("HTTP/1.1 407 ");
        text.ShouldContain("Proxy-Authenticate: Basic realm=\"sockeye\"");
        text.ShouldContain("Connection: close");
        Occurrences(text, "HTTP/1.1 ").ShouldBe(1);
        end.ShouldBe(ChannelEnd.Closed);
        (await client.EndAsync()).ShouldBe(SessionEndReason.CredentialsMissing);
        client.Session.RefusedUserName.ShouldBeNull();
        _engine.Outbound.Dials.ShouldBeEmpty();
    }

    [Fact]
    public async Task Connect_WrongPassword_Is407AndWhatFollowsIsNeverReadAsARequest()
    {
        var client = _engine.Connect();
        await client.SendAsync($"CONNECT target.test:443 HTTP/1.1\r\n{ForwardingHarness.Login("alice", "wrong")}\r\n" + Request);
        await client.Channel.CompleteWritesAsync();
        var (text, _) = await client.RestOfTextAsync();
        text.ShouldStartWith("HTTP/1.1 407 ");
        Occurrences(text, "HTTP/1.1 ").ShouldBe(1);
        (await client.EndAsync()).ShouldBe(SessionEndReason.AuthenticationFailed);
        client.Session.RefusedUserName.ShouldBe("alice");
        _engine.Outbound.Dials.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("CONNECT target.test HTTP/1.1\r\n\r\n")]
    [InlineData("CONNECT target.test:0 HTTP/1.1\r\n\r\n")]
    [InlineData("CONNECT http://target.test:80/ HTTP/1.1\r\n\r\n")]
    [InlineData("CONNECT target.test:443\r\n\r\n")]
    [InlineData("CONNECT target.test:443 HTTP/1.1\r\n folded\r\n\r\n")]
    public async Task Connect_Malformed_Is400(string head)
    {
        var client = _engine.Connect();
        await client.SendAsync(head);
        await client.Channel.CompleteWritesAsync();
        (await client.RestOfTextAsync()).Text.ShouldStartWith("HTTP/1.1 400 ");
        (await client.EndAsync()).ShouldBe(SessionEndReason.MalformedRequest);
    }

    [Fact]
    public async Task Connect_HeaderTooLarge_Is431()
    {
        var client = _engine.Connect();
        await client.SendAsync($"CONNECT target.test:443 HTTP/1.1\r\nX: {new string('x', 20_000)}\r\n\r\n");
        await client.Channel.CompleteWritesAsync();
        (await client.RestOfTextAsync()).Text.ShouldStartWith("HTTP/1.1 431 ");
        (await client.EndAsync()).ShouldBe(SessionEndReason.MalformedRequest);
    }

    [Fact]
    public async Task Connect_UserWithoutConnect_Is403()
    {
        _engine.Users.Change("alice", user => user with { Commands = UserCommands.Udp });
        var client = _engine.Connect();
        await client.SendAsync(Request);
        await client.Channel.CompleteWritesAsync();
        (await client.RestOfTextAsync()).Text.ShouldStartWith("HTTP/1.1 403 ");
        (await client.EndAsync()).ShouldBe(SessionEndReason.CommandNotAllowed);
    }

    [Fact]
    public async Task Connect_ClientGoesInTheMiddleOfTheHead_IsNoRequest()
    {
        var client = _engine.Connect();
        await client.SendAsync(Request[..^3]);
        await client.Channel.CompleteWritesAsync();
        (await client.EndAsync()).ShouldBe(SessionEndReason.ClientClosed);
        (await client.RestAsync()).Hex.ShouldBe("");
    }

    [Theory]
    [InlineData("GET http://target.test/ HTTP/1.1\r\n", 1)]
    [InlineData("C\0", int.MaxValue)]
    [InlineData("CONNECTED / HTTP/1.1\r\n", 3)]
    public async Task Http_ThatIsNotConnect_IsHandedOverWithEveryByte(string text, int piece)
    {
        var client = _engine.Connect(piece);
        await client.SendAsync(text);
        (await client.EndAsync()).ShouldBe(SessionEndReason.Completed);
        text.ShouldStartWith(_engine.Http.ReadAhead.ShouldNotBeNull());
        client.Session.Protocol.ShouldBe("http");
    }

    private static int Occurrences(string text, string part) => text.Split(part).Length - 1;
}
