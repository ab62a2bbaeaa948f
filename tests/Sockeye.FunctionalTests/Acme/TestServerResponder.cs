using Sockeye.Acme;
using Sockeye.FunctionalTests.Testing.Pebble;

namespace Sockeye.FunctionalTests.Acme;

/// <summary>Answers challenges by way of the challenge test server.</summary>
internal sealed class TestServerResponder(ChallengeTestServer server, string challengeType) : IChallengeResponder
{
    public string ChallengeType => challengeType;

    public Task PresentAsync(IReadOnlyList<ChallengeAnswer> answers, CancellationToken cancellationToken) => EachAsync(answers, answer => challengeType switch
    {
        "http-01" => server.AddHttpAsync(answer.Token, answer.KeyAuthorization),
        "dns-01" => server.AddTxtAsync(answer.DnsRecordName, answer.DnsRecordValue),
        _ => server.AddTlsAlpnAsync(answer.Identifier, answer.KeyAuthorization),
    });

    public Task CleanUpAsync(IReadOnlyList<ChallengeAnswer> answers, CancellationToken cancellationToken) => EachAsync(answers, answer => challengeType switch
    {
        "http-01" => server.RemoveHttpAsync(answer.Token),
        "dns-01" => server.ClearTxtAsync(answer.DnsRecordName),
        _ => server.RemoveTlsAlpnAsync(answer.Identifier),
    });

    private static async Task EachAsync(IReadOnlyList<ChallengeAnswer> answers, Func<ChallengeAnswer, Task> act)
    {
        foreach (var answer in answers)
        {
            await act(answer);
        }
    }
}
