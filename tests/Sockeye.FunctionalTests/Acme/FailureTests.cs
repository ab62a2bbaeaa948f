using Sockeye.Acme;
using Sockeye.FunctionalTests.Testing.Pebble;
using Sockeye.FunctionalTests.Testing.Processes;

namespace Sockeye.FunctionalTests.Acme;

/// <summary>What an operator is told when Pebble does not issue.</summary>
public sealed class FailureTests : AcmeTest
{
    [Fact]
    public async Task Issue_WithAWrongAnswer_TellsTheNameAndWhatTheAuthoritySaw()
    {
        var pebble = await StartPebbleAsync();
        var responder = new WrongResponder(pebble.Challenges);

        var error = await Should.ThrowAsync<AcmeException>(async () => await IssueAsync(await RegisterAsync(pebble), responder, "example.com", "example.org"));

        error.Message.ShouldMatch($@"^localhost:{pebble.Port} did not see example\.(com|org) proven by http-01: unauthorized: .+ \(nor example\.(com|org)\)$");
        error.Problem.ShouldNotBeNull().Type.ShouldBe(AcmeErrorType.Unauthorized);
        responder.CleanedUp.ShouldBe(2);
    }

    [Fact]
    public async Task Issue_WhereNothingAnswers_TellsThatTheAuthorityCouldNotConnect()
    {
        var pebble = await StartPebbleAsync(new PebbleOptions { HttpPort = FreePort.Take() });

        var error = await Should.ThrowAsync<AcmeException>(async () =>
            await IssueAsync(await RegisterAsync(pebble), new TestServerResponder(pebble.Challenges, "http-01"), "example.com"));

        error.Problem.ShouldNotBeNull().Type.ShouldBe(AcmeErrorType.Connection);
        error.Message.ShouldContain("example.com proven by http-01: connection: ");
    }

    [Fact]
    public async Task Issue_AWildcardByHttp_SaysWhatTheAuthorityTakes()
    {
        var pebble = await StartPebbleAsync();

        var error = await Should.ThrowAsync<AcmeException>(async () =>
            await IssueAsync(await RegisterAsync(pebble), new TestServerResponder(pebble.Challenges, "http-01"), "*.example.com"));

        error.Message.ShouldBe($"localhost:{pebble.Port} does not take http-01 for *.example.com, only dns-01");
    }

    [Fact]
    public async Task Issue_AfterAFailure_LeavesNoAuthorizationPending()
    {
        var pebble = await StartPebbleAsync();
        var log = new RequestLog();
        var account = await RegisterAsync(pebble, log);
        var responder = new FailingResponder();

        await Should.ThrowAsync<ChallengeException>(() => IssueAsync(account, responder, "example.com", "example.org"));

        responder.CleanedUp.ShouldBeTrue();
        var authorizations = log.Entries.Select(entry => entry.Url).Where(url => url.AbsolutePath.StartsWith("/authZ/", StringComparison.Ordinal)).Distinct().ToList();
        authorizations.Count.ShouldBe(2);
        foreach (var authorization in authorizations)
        {
            (await account.GetAuthorizationAsync(authorization)).Status.ShouldBe(AuthorizationStatus.Deactivated);
        }
    }

    [Fact]
    public async Task GetDirectory_WhereNobodyListens_SaysSoInOneLine()
    {
        var pebble = await StartPebbleAsync();
        var client = ClientOf(pebble);
        await pebble.DisposeAsync();

        var error = await Should.ThrowAsync<AcmeException>(() => client.GetDirectoryAsync());

        error.Message.ShouldBe($"localhost:{pebble.Port}: connection refused");
        error.Problem.ShouldBeNull();
    }

    [Fact]
    public async Task GetDirectory_OfAnAuthorityThatIsNotTrusted_SaysThatTlsFailed()
    {
        var pebble = await StartPebbleAsync();
        using var http = new HttpClient();

        var error = await Should.ThrowAsync<AcmeException>(() => new AcmeClient(http, pebble.Directory, TimeProvider.System).GetDirectoryAsync());

        error.Message.ShouldStartWith($"localhost:{pebble.Port}: TLS failed: ");
        error.Message.ShouldNotContain("\n");
    }

    private sealed class WrongResponder(ChallengeTestServer server) : IChallengeResponder
    {
        public string ChallengeType => "http-01";

        public int CleanedUp { get; private set; }

        public async Task PresentAsync(IReadOnlyList<ChallengeAnswer> answers, CancellationToken cancellationToken)
        {
            foreach (var answer in answers)
            {
                await server.AddHttpAsync(answer.Token, "another's content");
            }
        }

        public Task CleanUpAsync(IReadOnlyList<ChallengeAnswer> answers, CancellationToken cancellationToken)
        {
            CleanedUp = answers.Count;
            return Task.CompletedTask;
        }
    }

    private sealed class FailingResponder : IChallengeResponder
    {
        public string ChallengeType => "http-01";

        public bool CleanedUp { get; private set; }

        public Task PresentAsync(IReadOnlyList<ChallengeAnswer> answers, CancellationToken cancellationToken) =>
            throw new ChallengeException("no place for the answers");

        public Task CleanUpAsync(IReadOnlyList<ChallengeAnswer> answers, CancellationToken cancellationToken)
        {
            CleanedUp = true;
            return Task.CompletedTask;
        }
    }
}
