using Sockeye.Engine.Dialing;
using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport;

namespace Sockeye.Tests.HttpForwarding;

public sealed class HttpForwardingMessageTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

    [Fact]
    public async Task Get_HeadersAtTheTarget_AreTheClientsAndNothingOfTheHop()
    {
        await using var proxy = await ForwardingHarness.StartAsync();
        await using var origin = RawOrigin.Answering(Ok);
        var client = proxy.Connect();
        await client.GetAsync(
            ForwardingHarness.Url(origin, "/a/../b%41?x=[1]"),
            extra: "Proxy-Connection: keep-alive\r\nConnection: X-Hop\r\nX-Hop: 1\r\nKeep-Alive: timeout=5\r\nTE: trailers\r\nAccept-Encoding: br\r\nCookie: a=b; c=d\r\nUpgrade-Insecure-Requests: 1\r\nX-Latin: \u00e9\r\n");
        await client.ReceiveAsync();
        origin.Heads.ShouldHaveSingleItem().ShouldBe(
            "GET /a/../b%41?x=[1] HTTP/1.1\r\n" +
            $"Host: origin.test:{origin.Port}\r\n" +
            "Accept-Encoding: br\r\nCookie: a=b; c=d\r\nX-Latin: \u00e9\r\nUpgrade-Insecure-Requests: 1\r\n\r\n");
    }

    [Fact]
    public async Task Get_HeadersAtTheClient_AreTheTargetsAndNothingOfTheHop()
    {
        await using var proxy = await ForwardingHarness.StartAsync();
        await using var origin = RawOrigin.Answering(
            "HTTP/1.1 299 Quite Fine\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\nServer: o\r\nConnection: X-Hop\r\nX-Hop: 1\r\nKeep-Alive: timeout=5\r\nProxy-Authenticate: Basic\r\n" +
            "Set-Cookie: a=1\r\nSet-Cookie: b=2\r\nContent-Encoding: gzip\r\nX-Latin: \u00e9\r\nContent-Length: 2\r\n\r\nhi");
        var client = proxy.Connect();
        await client.GetAsync(ForwardingHarness.Url(origin));
        var response = await client.ReceiveAsync();
        response.Body.ShouldBe("hi");
        response.Head.ShouldStartWith("HTTP/1.1 299 Quite Fine\r\n");
        response.Head.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Order(StringComparer.Ordinal).ShouldBe(
            ["Content-Encoding: gzip", "Content-Length: 2", "Date: Thu, 01 Jan 1970 00:00:00 GMT", "Server: o", "Set-Cookie: a=1", "Set-Cookie: b=2", "X-Latin: \u00e9"]);

        // The next request carries none of the cookies.
        await client.GetAsync(ForwardingHarness.Url(origin));
        await client.ReceiveAsync();
        origin.Heads.Last().ShouldNotContain("Cookie");
    }

    [Fact]
    public async Task Get_Redirect_IsTheClientsToFollow()
    {
        await using var proxy = await ForwardingHarness.StartAsync();
        await using var origin = RawOrigin.Answering("HTTP/1.1 302 Found\r\nLocation: http://elsewhere.test/\r\nContent-Length: 0\r\n\r\n");
        var client = proxy.Connect();
        await client.GetAsync(ForwardingHarness.Url(origin));
        (await client.ReceiveAsync()).Header("Location").ShouldBe("http://elsewhere.test/");
        proxy.Direct.Dials.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Requests_ToSeveralHosts_PipelinedOnOneConnection_AreAnsweredInOrder()
    {
        await using var proxy = await ForwardingHarness.StartAsync();
        await using var first = RawOrigin.Answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfirst");
        await using var second = RawOrigin.Answering("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecond");
        var client = proxy.Connect();
        string Get(RawOrigin origin) => $"GET {ForwardingHarness.Url(origin)} HTTP/1.1\r\nHost: x\r\n{ForwardingHarness.Login("alice")}\r\n";
        await client.SendAsync(Get(first) + Get(second) + Get(first));
        (await client.ReceiveAsync()).Body.ShouldBe("first");
        (await client.ReceiveAsync()).Body.ShouldBe("second");
        (await client.ReceiveAsync()).Body.ShouldBe("first");
        await client.Channel.CompleteWritesAsync();
        (await client.EndAsync()).ShouldBe(SessionEndReason.Completed);
        first.Connections.ShouldBe(1);
        proxy.Lines.Select(l => (l.Status, l.End, l.BytesFromTarget)).ShouldBe(
            [(200, SessionEndReason.Completed, 5L), (200, SessionEndReason.Completed, 6L), (200, SessionEndReason.Completed, 5L)]);
        client.Session.BytesFromTarget.ShouldBe(16);
    }

    [Theory]
    [InlineData("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", "5")]
    [InlineData("GET", "HTTP/1.1 204 No Content\r\n\r\n", null)]
    [InlineData("GET", "HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n\r\n", null)]
    public async Task Request_AnswerWithoutContent_KeepsTheConnectionInStep(string method, string answer, string? length)
    {
        await using var proxy = await ForwardingHarness.StartAsync();
        await using var origin = RawOrigin.Answering(answer);
        var client = proxy.Connect();
        for (var i = 0; i < 2; i++)
        {
            await client.SendAsync($"{method} {ForwardingHarness.Url(origin)} HTTP/1.1\r\nHost: x\r\n{ForwardingHarness.Login("alice")}\r\n");
            var response = await client.ReceiveAsync(isHead: true);
            response.Head.ShouldStartWith(answer[..12]);
            response.Header("Content-Length").ShouldBe(length);
            response.Header("Transfer-Encoding").ShouldBeNull();
        }
    }

    [Fact]
    public async Task Post_ChunkByChunk_EachGoesOutWhenItComes()
    {
        await using var proxy = await ForwardingHarness.StartAsync();
        var first = new TaskCompletionSource();
        var firstAnswered = new TaskCompletionSource();
        await using var origin = RawOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            (await connection.ReadAsync(10)).ShouldBe("5\r\nhello\r\n");
            first.SetResult();
            (await connection.ReadAsync(15)).ShouldBe("5\r\nworld\r\n0\r\n\r\n");
            await connection.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n");
            await firstAnswered.Task;
            await connection.SendAsync("3\r\ntwo\r\n0\r\n\r\n");
        });
        var client = proxy.Connect();
        await client.SendAsync($"POST {ForwardingHarness.Url(origin)} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n{ForwardingHarness.Login("alice")}\r\n5\r\nhello\r\n");
        await first.Task.WaitAsync(ForwardingHarness.Limit);
        await client.SendAsync("5\r\nworld\r\n0\r\n\r\n");
        (await client.ReceiveHeadAsync()).ShouldContain("Transfer-Encoding: chunked");
        (await client.ReceiveAsync(8)).ShouldBe("3\r\none\r\n");
        firstAnswered.SetResult();
        (await client.ReceiveAsync(13)).ShouldBe("3\r\ntwo\r\n0\r\n\r\n");
        origin.Heads.ShouldHaveSingleItem().ShouldContain("Transfer-Encoding: chunked\r\n");
        var line = await proxy.LineAsync(0);
        (line.BytesFromClient, line.BytesFromTarget).ShouldBe((10, 6));
    }

    [Fact]
    public async Task Post_EmptyBody_KeepsItsLength()
    {
        await using var proxy = await ForwardingHarness.StartAsync();
        await using var origin = RawOrigin.Answering(Ok);
        var client = proxy.Connect();
        await client.SendAsync($"POST {ForwardingHarness.Url(origin)} HTTP/1.1\r\nHost: x\r\nContent-Type: a/b\r\nContent-Length: 0\r\n{ForwardingHarness.Login("alice")}\r\n");
        (await client.ReceiveAsync()).Status.ShouldBe(200);
        origin.Heads.ShouldHaveSingleItem().ShouldContain("Content-Length: 0\r\n");
    }

    [Fact]
    public async Task Post_ExpectContinue_IsPassedOnAndAnswered()
    {
        await using var proxy = await ForwardingHarness.StartAsync();
        await using var origin = RawOrigin.Start(async connection =>
        {
            (await connection.ReadHeadAsync())!.ShouldContain("Expect: 100-continue\r\n");
            await connection.SendAsync("HTTP/1.1 100 Continue\r\n\r\n");
            (await connection.ReadAsync(2)).ShouldBe("hi");
            await connection.SendAsync(Ok);
        });
        var client = proxy.Connect();
        await client.SendAsync($"PUT {ForwardingHarness.Url(origin)} HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n{ForwardingHarness.Login("alice")}\r\n");
        (await client.ReceiveHeadAsync()).ShouldStartWith("HTTP/1.1 100 Continue");
        await client.SendAsync("hi");
        (await client.ReceiveAsync()).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Get_AnswerEndedByClose_IsCompleteAtTheClient()
    {
        await using var proxy = await ForwardingHarness.StartAsync();
        await using var origin = RawOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync("HTTP/1.0 200 OK\r\n\r\nuntil the end");
            connection.Close();
        });
        var client = proxy.Connect();
        await client.GetAsync(ForwardingHarness.Url(origin));
        (await client.ReceiveAsync()).Body.ShouldBe("until the end");
    }

    [Fact]
    public async Task Get_HalfClosingClient_GetsItsAnswer()
    {
        await using var proxy = await ForwardingHarness.StartAsync();
        var asked = new TaskCompletionSource();
        var closed = new TaskCompletionSource();
        await using var origin = RawOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            asked.SetResult();
            await closed.Task;
            await connection.SendAsync(Ok);
        });
        var client = proxy.Connect();
        await client.GetAsync(ForwardingHarness.Url(origin));
        await asked.Task.WaitAsync(ForwardingHarness.Limit);
        await client.Channel.CompleteWritesAsync();
        closed.SetResult();
        (await client.ReceiveAsync()).Body.ShouldBe("hi");
        (await client.ReceiveToEndAsync()).ShouldBe(("", ChannelEnd.Closed));
        (await client.EndAsync()).ShouldBe(SessionEndReason.Completed);
    }

    [Fact]
    public async Task Get_Upgrade_CarriesBytesBothWays()
    {
        await using var proxy = await ForwardingHarness.StartAsync();
        await using var origin = RawOrigin.Start(async connection =>
        {
            var head = await connection.ReadHeadAsync();
            head!.ShouldContain("Connection: Upgrade\r\nUpgrade: websocket\r\n");
            await connection.SendAsync("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nwelcome");
            (await connection.ReadAsync(4)).ShouldBe("ping");
            await connection.SendAsync("pong");
            connection.Close();
        });
        var client = proxy.Connect();
        await client.GetAsync(ForwardingHarness.Url(origin), extra: "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n");
        (await client.ReceiveAsync()).Status.ShouldBe(101);
        (await client.ReceiveAsync(7)).ShouldBe("welcome");
        await client.SendAsync("ping");
        (await client.ReceiveAsync(4)).ShouldBe("pong");
        await client.Channel.CompleteWritesAsync();
        await client.EndAsync();
        var line = await proxy.LineAsync(0);
        (line.Status, line.BytesFromClient, line.BytesFromTarget).ShouldBe((101, 4, 11));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: proxy\r\n\r\n", "not a web server")]
    [InlineData("OPTIONS * HTTP/1.1\r\nHost: proxy\r\n\r\n", "not a web server")]
    [InlineData("GET https://origin.test/ HTTP/1.1\r\nHost: origin.test\r\n\r\n", "CONNECT")]
    [InlineData("GET http://u:p@origin.test/ HTTP/1.1\r\nHost: origin.test\r\n\r\n", "Authorization")]
    public async Task Request_ForNoProxy_Is400WithASentence(string request, string sentence)
    {
        await using var proxy = await ForwardingHarness.StartAsync();
        var client = proxy.Connect();
        await client.SendAsync(request);
        var page = await client.ReceiveAsync();
        page.Status.ShouldBe(400);
        page.Header("Content-Type").ShouldBe("text/plain; charset=utf-8");
        page.Header("Server").ShouldBeNull();
        page.Body.ShouldContain(sentence);
        (await client.ReceiveToEndAsync()).End.ShouldBe(ChannelEnd.Closed);
        await client.Channel.CompleteWritesAsync();
        (await client.EndAsync()).ShouldBe(SessionEndReason.MalformedRequest);
    }

    [Theory]
    [InlineData("GET ftp://origin.test/ HTTP/1.1\r\nHost: origin.test\r\n\r\n")]
    [InlineData("GET http:///path HTTP/1.1\r\nHost: origin.test\r\n\r\n")]
    [InlineData("GET http://origin.test/ HTTP/1.1\r\n\r\n")]
    [InlineData("GET http://origin.test/ HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    [InlineData("GET http://origin.test/ HTTP/1.1\r\nHost: a\r\nNo colon\r\n\r\n")]
    [InlineData("POST http://origin.test/ HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n")]
    public async Task Request_Malformed_Is400AndCloses(string request)
    {
        await using var proxy = await ForwardingHarness.StartAsync();
        var client = proxy.Connect();
        await client.SendAsync(request);
        (await client.ReceiveAsync()).Status.ShouldBe(400);
        (await client.ReceiveToEndAsync()).End.ShouldBe(ChannelEnd.Closed);
        await client.Channel.CompleteWritesAsync();
        (await client.EndAsync()).ShouldBe(SessionEndReason.MalformedRequest);
    }

    [Fact]
    public async Task Connect_AfterAPlainRequest_IsRefusedAndCloses()
    {
        await using var proxy = await ForwardingHarness.StartAsync();
        await using var origin = RawOrigin.Answering(Ok);
        var client = proxy.Connect();
        await client.GetAsync(ForwardingHarness.Url(origin));
        await client.ReceiveAsync();
        await client.SendAsync($"CONNECT origin.test:443 HTTP/1.1\r\nHost: origin.test:443\r\n{ForwardingHarness.Login("alice")}\r\n");
        var refusal = await client.ReceiveAsync();
        refusal.Header("Connection").ShouldBe("close");
        refusal.Body.ShouldContain("new one for CONNECT");
        (await client.ReceiveToEndAsync()).End.ShouldBe(ChannelEnd.Closed);
    }

    [Fact]
    public async Task Request_HeaderTooLarge_Is431AndLimitsHold()
    {
        await using var proxy = await ForwardingHarness.StartAsync();
        var client = proxy.Connect();
        await client.SendAsync($"GET http://origin.test/ HTTP/1.1\r\nHost: x\r\nX-Large: {new string('a', 33 * 1024)}\r\n\r\n");
        (await client.ReceiveAsync()).Status.ShouldBe(431);
        (await client.ReceiveToEndAsync()).End.ShouldBe(ChannelEnd.Closed);
        await client.Channel.CompleteWritesAsync();
        (await client.EndAsync()).ShouldBe(SessionEndReason.MalformedRequest);
    }

    [Theory]
    [InlineData(DialErrorKind.NotAllowed, 403)]
    [InlineData(DialErrorKind.NameNotResolved, 502)]
    [InlineData(DialErrorKind.ConnectionRefused, 502)]
    [InlineData(DialErrorKind.TimedOut, 504)]
    [InlineData(DialErrorKind.LimitReached, 503)]
    [InlineData(DialErrorKind.UpstreamAuthenticationFailed, 502)]
    [InlineData(DialErrorKind.UpstreamRefused, 502)]
    public async Task Dial_Refused_IsToldAndTheConnectionGoesOn(DialErrorKind kind, int status)
    {
        await using var proxy = await ForwardingHarness.StartAsync();
        await using var origin = RawOrigin.Answering(Ok);
        proxy.Direct.Refusal = new DialError(DialStage.Connect, kind, "for the operator only") { UpstreamStatus = 407 };
        var client = proxy.Connect();
        await client.GetAsync(ForwardingHarness.Url(origin));
        var page = await client.ReceiveAsync();
        page.Status.ShouldBe(status);
        page.Body.ShouldEndWith(".\n");
        page.Body.ShouldNotContain("operator");
        var line = await proxy.LineAsync(0);
        (line.End, line.Status, line.Detail, line.Outbound, line.Rule).ShouldBe((SessionEndReason.DialFailed, status, "for the operator only", "direct", "default"));
        proxy.Direct.Refusal = null;
        await client.GetAsync(ForwardingHarness.Url(origin));
        (await client.ReceiveAsync()).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\nContent-Length: 2\r\n\r\nhi")]
    [InlineData("not http at all\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nhi")]
    public async Task Target_AnswersWhatMayNotPass_Is502(string answer)
    {
        await using var proxy = await ForwardingHarness.StartAsync();
        await using var origin = RawOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync(answer);
            connection.Close();
        });
        var client = proxy.Connect();
        await client.GetAsync(ForwardingHarness.Url(origin));
        var page = await client.ReceiveAsync();
        page.Status.ShouldBe(502);
        page.Head.ShouldStartWith("HTTP/1.1 502 Bad Gateway\r\n");
        page.Header("Proxy-Authenticate").ShouldBeNull();
    }

    [Theory]
    [InlineData("HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n", 204)]
    [InlineData("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", 304)]
    [InlineData("HTTP/1.1 299 Fine\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 299)]
    public async Task Target_AnswersOddly_IsNoFaultOfOurs(string answer, int status)
    {
        await using var proxy = await ForwardingHarness.StartAsync();
        await using var origin = RawOrigin.Answering(answer);
        var client = proxy.Connect();
        for (var i = 0; i < 2; i++)
        {
            await client.GetAsync(ForwardingHarness.Url(origin));
            (await client.ReceiveAsync()).Status.ShouldBe(status);
        }
    }

    // GET only: a POST that crosses the target's FIN on the way must not be sent twice (RFC 9112 section 9.3.1), so it is a 502.
    [Fact]
    public async Task Get_TargetHadClosedTheIdleConnection_GoesOutOnAnother()
    {
        await using var proxy = await ForwardingHarness.StartAsync();
        await using var origin = RawOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync(Ok);
            connection.Close();
            await connection.ReadAsync(1);
        });
        var client = proxy.Connect();
        for (var i = 0; i < 5; i++)
        {
            await client.SendAsync($"GET {ForwardingHarness.Url(origin)} HTTP/1.1\r\nHost: x\r\n{ForwardingHarness.Login("alice")}\r\n");
            (await client.ReceiveAsync()).Status.ShouldBe(200);
        }
    }
}
