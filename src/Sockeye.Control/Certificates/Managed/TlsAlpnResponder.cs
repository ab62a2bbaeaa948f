using Sockeye.Acme;
using Sockeye.Control.Configuration;

namespace Sockeye.Control.Certificates.Managed;

/// <summary>
/// Answers TLS-ALPN-01 (RFC 8737) by what it puts into the store: the TLS ports of whoever shares it look there
/// (<see cref="StoredChallenges.TryFindTls"/>).
/// </summary>
public sealed class TlsAlpnResponder(StoredChallenges challenges, TimeProvider time) : IChallengeResponder
{
    /// <inheritdoc/>
    public string ChallengeType => "tls-alpn-01";

    /// <inheritdoc/>
    public Task PresentAsync(IReadOnlyList<ChallengeAnswer> answers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(answers);
        foreach (var answer in answers)
        {
            cancellationToken.ThrowIfCancellationRequested();
            challenges.Put(answer, AcmeChallengeKind.TlsAlpn, time.GetUtcNow() + StoredChallenges.Lifetime);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task CleanUpAsync(IReadOnlyList<ChallengeAnswer> answers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(answers);
        foreach (var answer in answers)
        {
            challenges.Remove(answer, AcmeChallengeKind.TlsAlpn);
        }

        return Task.CompletedTask;
    }
}
