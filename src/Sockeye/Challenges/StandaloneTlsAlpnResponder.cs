using Sockeye.Acme;

namespace Sockeye.Challenges;

/// <summary>
/// Answers TLS-ALPN-01 for a command: a port of its own is open while an order's challenges wait, where no server has it.
/// For one order at a time.
/// </summary>
/// <param name="store">Puts the answers where the port looks for them.</param>
/// <param name="listen">Opens the port; null where a server that runs answers.</param>
internal sealed class StandaloneTlsAlpnResponder(IChallengeResponder store, Func<IAsyncDisposable?> listen) : IChallengeResponder
{
    private IAsyncDisposable? _port;

    /// <inheritdoc/>
    public string ChallengeType => store.ChallengeType;

    /// <inheritdoc/>
    public async Task PresentAsync(IReadOnlyList<ChallengeAnswer> answers, CancellationToken cancellationToken)
    {
        await store.PresentAsync(answers, cancellationToken);
        _port ??= listen();
    }

    /// <inheritdoc/>
    public async Task CleanUpAsync(IReadOnlyList<ChallengeAnswer> answers, CancellationToken cancellationToken)
    {
        try
        {
            await store.CleanUpAsync(answers, cancellationToken);
        }
        finally
        {
            if (Interlocked.Exchange(ref _port, null) is { } port)
            {
                await port.DisposeAsync();
            }
        }
    }
}
