using System.Net.Sockets;
using Sockeye.Acme;
using Sockeye.Control.Configuration;

namespace Sockeye.Control.Certificates.Managed;

/// <summary>The ports of HTTP-01, one for the whole process: open while a challenge waits there, however many orders are under way.</summary>
public sealed class HttpChallengePorts(StoredChallenges challenges, IHttpChallengeListener listener) : IDisposable
{
    private readonly Dictionary<ListenAddress, (IAsyncDisposable Listening, int Holders)> _open = [];
    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>
    /// Holds a port open, until <see cref="ReleaseAsync"/>. True; or false where another process has it and answers
    /// <paramref name="answer"/> there, which is in the store already: then there is nothing to release.
    /// </summary>
    /// <exception cref="ChallengeException">It can't be listened on.</exception>
    public async Task<bool> HoldAsync(ListenAddress listen, ChallengeAnswer answer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(listen);
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_open.TryGetValue(listen, out var port))
            {
                _open[listen] = port with { Holders = port.Holders + 1 };
                return true;
            }

            var opened = await listener.ListenAsync(listen, challenges.TryFindHttp, cancellationToken);
            _open.Add(listen, (opened, 1));
            return true;
        }
        catch (SocketException error)
        {
            var isInUse = error.SocketErrorCode == SocketError.AddressAlreadyInUse;
            if (isInUse && await HttpChallengeProbe.IsAnsweredAsync(listen, answer, cancellationToken))
            {
                return false;
            }

            throw ChallengePortRefusal.From(
                listen, error, "or let it pass /.well-known/acme-challenge/ on to another address and set httpListen to that, or use tls-alpn-01 or dns-01");
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Gives up what one <see cref="HoldAsync"/> held; the last one closes the port.</summary>
    public async Task ReleaseAsync(ListenAddress listen)
    {
        ArgumentNullException.ThrowIfNull(listen);
        await _gate.WaitAsync();
        try
        {
            var (listening, holders) = _open[listen];
            if (holders > 1)
            {
                _open[listen] = (listening, holders - 1);
                return;
            }

            _open.Remove(listen);
            await listening.DisposeAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();
}
