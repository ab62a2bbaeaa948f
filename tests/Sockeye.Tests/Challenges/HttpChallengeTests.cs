using System.Net;
using System.Net.Sockets;
using Sockeye.Acme;
using Sockeye.Challenges;
using Sockeye.Control.Certificates.Managed;
using Sockeye.Control.Configuration;
using Sockeye.Tests.Certificates.Managed;
using Sockeye.Tests.Testing;
using Sockeye.Tests.Transport;

namespace Sockeye.Tests.Challenges;

/// <summary>HTTP-01 over real sockets.</summary>
public sealed class HttpChallengeTests
{
    private readonly RecordingLoggerFactory _log = new();

    [Fact]
    public async Task Get_AWaitingToken_IsTheKeyAuthorization()
    {
        await using var server = await StartAsync((host, token) => host == "a.example" && token == "tok-en_1" ? "tok-en_1.thumb" : null);

        using var response = await AskAsync(server, "a.example", "/.well-known/acme-challenge/tok-en_1");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("tok-en_1.thumb");
    }

    [Theory]
    [InlineData("GET", "b.example", "/.well-known/acme-challenge/tok")]
    [InlineData("GET", "a.example", "/.well-known/acme-challenge/")]
    [InlineData("GET", "a.example", "/.well-known/acme-challenge/other")]
    [InlineData("GET", "a.example", "/.well-known/acme-challenge/tok/")]
    [InlineData("GET", "a.example", "/.well-known/ACME-challenge/tok")]
    [InlineData("GET", "a.example", "/tok")]
    [InlineData("GET", "a.example", "/")]
    [InlineData("POST", "a.example", "/.well-known/acme-challenge/tok")]
    public async Task AnythingElse_IsNotFound(string method, string host, string path)
    {
        await using var server = await StartAsync((host, token) => (host, token) == ("a.example", "tok") ? "tok.thumb" : null);

        using var response = await AskAsync(server, host, path, new HttpMethod(method));

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("no challenge waits here\n");
    }

    [Fact]
    public async Task Get_WhereTheStoreFails_IsNotFoundAndNoError()
    {
        await using var server = await StartAsync((_, _) => throw new IOException("no disk"));

        using var response = await AskAsync(server, "a.example", "/.well-known/acme-challenge/tok");

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        _log.Entries.ShouldNotContain(e => e.Contains("no disk", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_WithALongHead_IsRefused()
    {
        await using var server = await StartAsync((_, _) => null);
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://{server.EndPoint}/"));
        request.Headers.Add("X-Long", new string('a', 9 << 10));

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.RequestHeaderFieldsTooLarge);
    }

    [Fact]
    public async Task Dispose_ClosesThePort()
    {
        var server = await StartAsync((_, _) => null);
        await server.DisposeAsync();

        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        (await Should.ThrowAsync<SocketException>(() => socket.ConnectAsync(server.EndPoint))).SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
    }

    [Fact]
    public async Task Present_PortOfAnotherProcessOnTheSameStore_IsFine()
    {
        var challenges = new StoredChallenges(new MemoryCertificateStore(), TimeProvider.System);
        await using var other = await StartAsync(challenges.TryFindHttp);
        using var ports = new HttpChallengePorts(challenges, new HttpChallengeListener(_log));
        var responder = new HttpResponder(challenges, ports, new(IPAddress.Loopback, (ushort)other.EndPoint.Port), TimeProvider.System);
        ChallengeAnswer[] answers = [StoredChallengesTests.Answer("a.example", "t1")];

        await responder.PresentAsync(answers, TestContext.Current.CancellationToken);
        await responder.CleanUpAsync(answers, TestContext.Current.CancellationToken);

        using var response = await AskAsync(other, "a.example", "/");
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Present_PortOfAStranger_SaysWhatToDo()
    {
        var challenges = new StoredChallenges(new MemoryCertificateStore(), TimeProvider.System);
        await using var stranger = await StartAsync((_, _) => "something else");
        using var ports = new HttpChallengePorts(challenges, new HttpChallengeListener(_log));
        var responder = new HttpResponder(challenges, ports, new(IPAddress.Loopback, (ushort)stranger.EndPoint.Port), TimeProvider.System);

        var fault = await Should.ThrowAsync<ChallengeException>(
            () => responder.PresentAsync([StoredChallengesTests.Answer("a.example", "t1")], TestContext.Current.CancellationToken));

        fault.Message.ShouldStartWith($"{stranger.EndPoint} is in use by another program; stop it");
        fault.Message.ShouldContain("dns-01");
    }

    [Fact]
    public async Task Present_FreePort_AnswersUntilCleanUp()
    {
        var challenges = new StoredChallenges(new MemoryCertificateStore(), TimeProvider.System);
        using var ports = new HttpChallengePorts(challenges, new HttpChallengeListener(_log));
        var listen = new ListenAddress(IPAddress.Loopback, FreePort());
        var responder = new HttpResponder(challenges, ports, listen, TimeProvider.System);
        ChallengeAnswer[] answers = [StoredChallengesTests.Answer("a.example", "t1")];

        await responder.PresentAsync(answers, TestContext.Current.CancellationToken);
        (await HttpChallengeProbe.IsAnsweredAsync(listen, answers[0], TestContext.Current.CancellationToken)).ShouldBeTrue();
        await responder.CleanUpAsync(answers, TestContext.Current.CancellationToken);

        (await HttpChallengeProbe.IsAnsweredAsync(listen, answers[0], TestContext.Current.CancellationToken)).ShouldBeFalse();
    }

    private static ushort FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return (ushort)((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpChallengeServer server, string host, string path, HttpMethod? method = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, new Uri($"http://{server.EndPoint}{path}"));
        request.Headers.Host = host;
        return await client.SendAsync(request, TestContext.Current.CancellationToken).Limited();
    }

    private Task<HttpChallengeServer> StartAsync(Func<string, string, string?> answer) =>
        HttpChallengeServer.StartAsync(new IPEndPoint(IPAddress.Loopback, 0), answer, _log, TestContext.Current.CancellationToken);
}
