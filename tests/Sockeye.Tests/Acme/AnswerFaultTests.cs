using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Sockeye.Acme;

namespace Sockeye.Tests.Acme;

/// <summary>What an operator is told when the authority refuses, or isn't one.</summary>
public sealed class AnswerFaultTests : AcmeTest
{
    [Theory]
    [InlineData("3600")]
    [InlineData("Sat, 01 Jan 2000 01:00:00 GMT")]
    public async Task Order_ThatIsRateLimited_TellsHowLongToWait(string header)
    {
        // The clock of the double begins with the year 2000.
        Authority.Instead = (path, _) => path != "/order" ? null :
            DoubleReply.Problem(AcmeErrorType.RateLimited, "too many certificates", HttpStatusCode.TooManyRequests).With("Retry-After", header);

        var error = await Should.ThrowAsync<AcmeException>(() => IssueAsync("example.com", "a.example.com", "b.example.com", "c.example.com"));

        error.Message.ShouldBe("authority.example refused the order for example.com, a.example.com, b.example.com and 1 more: rateLimited: too many certificates");
        error.RetryAfter.ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Directory_ThatIsUnavailable_TellsHowLongToWait()
    {
        Authority.Instead = (_, _) => new DoubleReply(HttpStatusCode.ServiceUnavailable, null, []).With("Retry-After", "120");

        var error = await Should.ThrowAsync<AcmeException>(() => Client.GetDirectoryAsync());

        error.Message.ShouldBe("authority.example answered the request for the directory with 503 (ServiceUnavailable) and no content, not in ACME's form");
        error.RetryAfter.ShouldBe(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task Connection_ResetWhileItIsMade_IsOneLine()
    {
        // HttpClient throws it as it is.
        Authority.Instead = (_, _) => throw new SocketException((int)SocketError.NotConnected);

        var error = await Should.ThrowAsync<AcmeException>(() => Client.GetDirectoryAsync());

        error.Message.ShouldBe("authority.example: connection reset");
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, "authority.example answered the request for the directory with 200 (OK) and text/html where JSON is due: is the directory's address right, and is no web proxy in between?")]
    [InlineData(HttpStatusCode.NotFound, "authority.example answered the request for the directory with 404 (NotFound) and text/html, not in ACME's form: is the directory's address right, and is no web proxy in between?")]
    public async Task Directory_ThatIsAPage_AsksForTheAddress(HttpStatusCode status, string expected)
    {
        Authority.Instead = (_, _) => new DoubleReply(status, "text/html; charset=utf-8", "<html><body>Welcome</body></html>"u8.ToArray());

        (await Should.ThrowAsync<AcmeException>(() => Client.GetDirectoryAsync())).Message.ShouldBe(expected);
    }

    [Fact]
    public async Task Directory_ThatIsElsewhere_NamesTheOtherAddress()
    {
        Authority.Instead = (_, _) => new DoubleReply(HttpStatusCode.MovedPermanently, null, []).With("Location", "/new/dir");

        (await Should.ThrowAsync<AcmeException>(() => Client.GetDirectoryAsync())).Message
            .ShouldEndWith(": it points to https://authority.example/new/dir, name that as the directory if it is right");
    }

    [Fact]
    public async Task Directory_OfWhatIsTooLong_IsRefused()
    {
        Authority.Instead = (_, _) => new DoubleReply(HttpStatusCode.OK, "application/json", new byte[1024 * 1024 + 1]);

        (await Should.ThrowAsync<AcmeException>(() => Client.GetDirectoryAsync())).Message
            .ShouldBe("authority.example answered the request for the directory with more than 1048576 bytes");
    }

    [Theory]
    [InlineData("\"http://authority.example/order\"", "authority.example names an address for newOrder that is not asked: http://authority.example/order")]
    [InlineData("\"https://user:secret@authority.example/\"", "authority.example names an address for newOrder that is not asked: https://user:secret@authority.example/")]
    [InlineData("\"/order\"", "authority.example names an address for newOrder that is not asked: /order")]
    [InlineData("null", "authority.example names no address for newOrder")]
    [InlineData("7", "authority.example answered the request for the directory with JSON that can't be read at $.newOrder")]
    public async Task Directory_WithAnAddressThatIsNone_NamesIt(string newOrder, string expected)
    {
        Authority.Instead = (_, _) => new DoubleReply(HttpStatusCode.OK, "application/json", Encoding.UTF8.GetBytes(
            $$"""{"newNonce":"https://authority.example/nonce","newAccount":"https://authority.example/account","newOrder":{{newOrder}}}"""));

        (await Should.ThrowAsync<AcmeException>(() => Client.GetDirectoryAsync())).Message.ShouldBe(expected);
    }

    [Fact]
    public async Task Problem_WithControlCharactersAndVeryLong_IsOneLineOfBoundedLength()
    {
        Authority.Instead = (path, _) => path != "/order" ? null :
            DoubleReply.Problem(AcmeErrorType.Malformed, "first\r\n\u001b[31msecond\u202e " + new string('x', 5000), HttpStatusCode.BadRequest);

        var error = await Should.ThrowAsync<AcmeException>(() => IssueAsync("example.com"));

        error.Message.ShouldStartWith(@"authority.example refused the order for example.com: malformed: first \u{001b}[31msecond\u{202e} xxx");
        error.Message.Length.ShouldBeLessThan(600);
        error.Message.ShouldAllBe(c => !char.IsControl(c));
    }

    [Fact]
    public async Task Problem_WithSubproblems_NamesEach()
    {
        var names = new JsonArray([.. Enumerable.Range(1, 7).Select(i => new JsonObject
        {
            ["type"] = AcmeErrorType.RejectedIdentifier, ["detail"] = "not here",
            ["identifier"] = new JsonObject { ["type"] = "dns", ["value"] = $"{i}.example" },
        })]);
        var problem = DoubleReply.ProblemJson(AcmeErrorType.Compound, "several", HttpStatusCode.Forbidden);
        problem["subproblems"] = names;
        Authority.Instead = (path, _) => path == "/order" ? DoubleReply.Json(problem, HttpStatusCode.Forbidden) : null;

        var error = await Should.ThrowAsync<AcmeException>(() => IssueAsync("example.com"));

        error.Message.ShouldContain("compound: several (1.example: rejectedIdentifier: not here; 2.example: rejectedIdentifier: not here; ");
        error.Message.ShouldEndWith("; and 2 more)");
        error.Problem.ShouldNotBeNull().Subproblems.Count.ShouldBe(7);
    }

    [Fact]
    public async Task Challenge_WithATokenThatIsAPath_IsRefused()
    {
        var account = await RegisterAsync();
        Authority.Instead = (_, _) => DoubleReply.Json(new JsonObject
        {
            ["type"] = "http-01", ["url"] = AuthorityDouble.Root, ["status"] = "pending", ["token"] = "../../etc/passwd",
        });

        var challenge = new AcmeChallenge("http-01", new Uri(AuthorityDouble.Root + "/challenge/0"), "token", ChallengeStatus.Pending, null);
        (await Should.ThrowAsync<AcmeException>(() => account.RespondAsync(challenge))).Message
            .ShouldBe("authority.example offers a challenge whose token is not base64url");
    }

    [Fact]
    public async Task GetDirectory_OfAnAuthorityThatIsSilent_EndsAtTheLimit()
    {
        var time = new FakeTimeProvider();
        using var silent = new SilentHandler();
        using var http = new HttpClient(silent) { Timeout = Timeout.InfiniteTimeSpan };

        var asking = new AcmeClient(http, AuthorityDouble.Directory, time).GetDirectoryAsync();
        await silent.Asked;
        time.Advance(TimeSpan.FromSeconds(30));

        (await Should.ThrowAsync<AcmeException>(() => asking)).Message
            .ShouldBe("authority.example: no answer to the request for the directory within 30 s");
    }

    [Fact]
    public async Task GetDirectory_ThatIsCancelled_IsNoFaultOfTheAuthority()
    {
        using var silent = new SilentHandler();
        using var http = new HttpClient(silent) { Timeout = Timeout.InfiniteTimeSpan };
        using var cancel = new CancellationTokenSource();

        var asking = new AcmeClient(http, AuthorityDouble.Directory, new FakeTimeProvider()).GetDirectoryAsync(cancel.Token);
        await silent.Asked;
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => asking);
    }

    private sealed class SilentHandler : HttpMessageHandler
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _asked.Task;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            _asked.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new HttpResponseMessage();
        }
    }
}
