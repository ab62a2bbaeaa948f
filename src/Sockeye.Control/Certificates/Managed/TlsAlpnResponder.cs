using Sockeye.Acme;
using Sockeye.Control.Configuration;

namespace Sockeye.Control.Certificates.Managed;

/// <summary>
/// Answers TLS-ALPN-01 (RFC 8737) by what it puts into the store: the TLS ports of whoever shares it look there
/// (<see cref="StoredChallenges.TryFindTls"/>). One for each order.
/// </summary>
public sealed class TlsAlpnResponder(StoredChallenges challenges, TimeProvider time) : IChallengeResponder
{
    private readonly HeldNames _names = new(challenges, AcmeChallengeKind.TlsAlpn, time);

    /// <inheritdoc/>
    public string ChallengeType => "tls-alpn-01";

    /// <inheritdoc/>
    public async Task PresentAsync(IReadOnlyList<ChallengeAnswer> answers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(answers);
        await _names.HoldAsync(answers, cancellationToken);
        foreach (var answer in answers)
        {
            cancellationToken.ThrowIfCancellationRequested();
            challenges.Put(answer, AcmeChallengeKind.TlsAlpn, time.GetUtcNow() + StoredChallenges.Lifetime);
        }
    }

    /// <inheritdoc/>
    public Task CleanUpAsync(IReadOnlyList<ChallengeAnswer> answers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(answers);
        try
        {
            foreach (var answer in answers)
            {
                challenges.Remove(answer, AcmeChallengeKind.TlsAlpn);
            }
        }
        finally
        {
            _names.Release();
        }

        return Task.CompletedTask;
    }
}
