using Sockeye.Acme;
using Sockeye.Control.Configuration;

namespace Sockeye.Control.Certificates.Managed;

/// <summary>
/// Answers HTTP-01 (RFC 8555 section 8.3): the answers stand in the store, and a port is open from
/// <see cref="PresentAsync"/> to <see cref="CleanUpAsync"/>. One for each order.
/// </summary>
public sealed class HttpResponder(StoredChallenges challenges, HttpChallengePorts ports, ListenAddress listen, TimeProvider time) : IChallengeResponder
{
    private readonly HashSet<string> _held = new(StringComparer.Ordinal);
    private readonly HeldNames _names = new(challenges, AcmeChallengeKind.Http, time);

    /// <inheritdoc/>
    public string ChallengeType => "http-01";

    /// <inheritdoc/>
    public async Task PresentAsync(IReadOnlyList<ChallengeAnswer> answers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(answers);
        await _names.HoldAsync(answers, cancellationToken);
        foreach (var answer in answers)
        {
            challenges.Put(answer, AcmeChallengeKind.Http, time.GetUtcNow() + StoredChallenges.Lifetime);
            if (await ports.HoldAsync(listen, answer, cancellationToken))
            {
                await KeepAsync(answer.Token);
            }
        }
    }

    /// <inheritdoc/>
    public async Task CleanUpAsync(IReadOnlyList<ChallengeAnswer> answers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(answers);
        try
        {
            foreach (var answer in answers)
            {
                challenges.Remove(answer, AcmeChallengeKind.Http);
            }
        }
        finally
        {
            _names.Release();
            foreach (var answer in answers)
            {
                if (Forget(answer.Token)) await ports.ReleaseAsync(listen);
            }
        }
    }

    /// <summary>A token holds the port once, however often it is presented.</summary>
    private async Task KeepAsync(string token)
    {
        bool isNew;
        lock (_held) isNew = _held.Add(token);
        if (!isNew) await ports.ReleaseAsync(listen);
    }

    private bool Forget(string token)
    {
        lock (_held) return _held.Remove(token);
    }
}
