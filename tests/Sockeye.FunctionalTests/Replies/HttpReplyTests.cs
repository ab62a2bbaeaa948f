using System.Text;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Clients;
using Sockeye.FunctionalTests.Testing.Processes;

namespace Sockeye.FunctionalTests.Replies;

/// <summary>The table of what an HTTP client is told.</summary>
public abstract class HttpReplyTests<TKind>(SockeyeFixture<TKind> fixture) : SharedServerTest<TKind>(fixture)
    where TKind : ITlsKind
{
    private static readonly string Login = HttpClientSteps.Basic(User, Password);

    [Fact]
    public async Task Connect_ToAPortWhereNothingListens_Is502() => await AssertStatusAsync(HttpClientSteps.Connect($"127.0.0.1:{FreePort.Take()}", Login), 502);

    [Fact]
    public async Task Connect_ToANameThatDoesNotResolve_Is502() => await AssertStatusAsync(HttpClientSteps.Connect("no-such-name.invalid:443", Login), 502);

    [Theory]
    [InlineData("10.1.2.3:443")]
    [InlineData("[::ffff:10.0.0.1]:443")]
    [InlineData("169.254.169.254:80")]
    public async Task Connect_ToAnAddressThatIsNotPublic_Is403(string target) => await AssertStatusAsync(HttpClientSteps.Connect(target, Login), 403);

    [Fact]
    public async Task Connect_WithoutCredentials_Is407WithTheChallenge()
    {
        var head = await AssertStatusAsync(HttpClientSteps.Connect("127.0.0.1:80", ""), 407);
        head.Fields["Proxy-Authenticate"].ShouldStartWith("Basic ");
    }

    [Fact]
    public async Task Connect_WithAWrongPassword_Is407() =>
        await AssertStatusAsync(HttpClientSteps.Connect("127.0.0.1:80", HttpClientSteps.Basic(User, "wrong-password")), 407);

    [Theory]
    [InlineData("CONNECT nothing HTTP/1.1\r\n\r\n")]
    [InlineData("CONNECT host:99999 HTTP/1.1\r\nHost: host\r\n\r\n")]
    [InlineData("CONNECT host:80 HTTP/1.1\r\nno colon\r\n\r\n")]
    public async Task Connect_Malformed_Is400(string request) => await AssertStatusAsync(Encoding.ASCII.GetBytes(request), 400);

    [Fact]
    public async Task Connect_WithAHeaderTooLarge_Is431() =>
        await AssertStatusAsync(HttpClientSteps.Connect("127.0.0.1:80", $"X-Large: {new string('x', 200_000)}\r\n"), 431);

    [Fact]
    public async Task OriginForm_Is400()
    {
        var connection = await OwnAsync(Server.ConnectAsync());
        await connection.SendAsync(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: localhost\r\n{Login}\r\n"));

        (await connection.ReadHeadAsync()).Status.ShouldBe(400);
    }

    [Theory]
    [InlineData("http://10.1.2.3/", 403)]
    [InlineData("http://no-such-name.invalid/", 502)]
    public async Task AbsoluteForm_ToATargetThatCannotBeHad_HasItsStatus(string target, int status)
    {
        var connection = await OwnAsync(Server.ConnectAsync());
        await connection.SendAsync(Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: x\r\n{Login}\r\n"));

        (await connection.ReadHeadAsync()).Status.ShouldBe(status);
    }

    [Fact]
    public async Task Refusal_WithBytesBehindTheRequest_ArrivesComplete()
    {
        byte[] request = [.. HttpClientSteps.Connect($"127.0.0.1:{FreePort.Take()}", Login), .. new byte[64 * 1024]];
        for (var round = 0; round < 5; round++)
        {
            await AssertStatusAsync(request, 502);
        }
    }

    private async Task<HttpHead> AssertStatusAsync(byte[] request, int status)
    {
        var connection = await OwnAsync(Server.ConnectAsync());
        var (head, body) = await connection.AskAsync(request);
        head.Status.ShouldBe(status);
        Encoding.UTF8.GetByteCount(body).ShouldBe(int.Parse(head.Fields["Content-Length"], System.Globalization.CultureInfo.InvariantCulture), "the whole body arrives");
        return head;
    }
}

public sealed class HttpReplyOverOpenSslTests(SockeyeFixture<OpenSsl> fixture) : HttpReplyTests<OpenSsl>(fixture);

public sealed class HttpReplyOverSslStreamTests(SockeyeFixture<SslStreamKind> fixture) : HttpReplyTests<SslStreamKind>(fixture);
