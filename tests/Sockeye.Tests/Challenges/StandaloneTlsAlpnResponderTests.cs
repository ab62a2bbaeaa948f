using Sockeye.Acme;
using Sockeye.Challenges;

namespace Sockeye.Tests.Challenges;

public sealed class StandaloneTlsAlpnResponderTests
{
    private readonly List<string> _steps = [];

    [Fact]
    public async Task CleanUp_StoreFails_ClosesThePortAllTheSame()
    {
        var responder = Responder(new Port(_steps));

        await responder.PresentAsync([], CancellationToken.None);
        await Should.ThrowAsync<ChallengeException>(() => responder.CleanUpAsync([], CancellationToken.None));

        _steps.ShouldBe(["stored", "asked for a port", "taken away", "closed"]);
    }

    [Fact]
    public async Task Present_AServerRuns_HasNothingToClose()
    {
        var responder = Responder(null);

        await responder.PresentAsync([], CancellationToken.None);
        await Should.ThrowAsync<ChallengeException>(() => responder.CleanUpAsync([], CancellationToken.None));

        _steps.ShouldBe(["stored", "asked for a port", "taken away"]);
    }

    private StandaloneTlsAlpnResponder Responder(Port? port) => new(new FailingStore(_steps), () =>
    {
        _steps.Add("asked for a port");
        return port;
    });

    private sealed class FailingStore(List<string> steps) : IChallengeResponder
    {
        public string ChallengeType => "tls-alpn-01";

        public Task PresentAsync(IReadOnlyList<ChallengeAnswer> answers, CancellationToken cancellationToken)
        {
            steps.Add("stored");
            return Task.CompletedTask;
        }

        public Task CleanUpAsync(IReadOnlyList<ChallengeAnswer> answers, CancellationToken cancellationToken)
        {
            steps.Add("taken away");
            throw new ChallengeException("no disk");
        }
    }

    private sealed class Port(List<string> steps) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            steps.Add("closed");
            return ValueTask.CompletedTask;
        }
    }
}
