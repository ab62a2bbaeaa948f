using System.Net;
using System.Net.Sockets;
using Sockeye.Core.Net;
using Sockeye.Engine.Transport.Sockets;
using Sockeye.Engine.Transport.Tls;

namespace Sockeye.Engine.Listening;

/// <summary>A TLS port that answers authorities' challenges (RFC 8737) and closes on everybody else: for commands, while no server runs.</summary>
public sealed class ChallengePort : IAsyncDisposable
{
    private const int Backlog = 64;
    private const int MaximumHandshakes = 64;

    // Ordinary clients have their own limit on a server's port; here nobody has a reason to be slow.
    private static readonly TimeSpan HandshakeLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly TlsServer _tls;
    private readonly SocketListener _socket;
    private readonly IReadOnlyList<CidrRange> _proxyProtocolFrom;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _places = new(MaximumHandshakes);
    private Task _accepting = Task.CompletedTask;

    private ChallengePort(TlsServer tls, SocketListener socket, IReadOnlyList<CidrRange> proxyProtocolFrom, TimeProvider time) =>
        (_tls, _socket, _proxyProtocolFrom, _time) = (tls, socket, proxyProtocolFrom, time);

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint => _socket.EndPoint;

    /// <summary>Listens until it is disposed.</summary>
    /// <param name="provider">The kind of TLS.</param>
    /// <param name="listen">Where; port 0 lets the system choose.</param>
    /// <param name="options">The challenges, and a certificate for everybody else, who is sent away behind the handshake.</param>
    /// <param name="proxyProtocolFrom">Balancers that put a PROXY header in front, as on the inbound whose place this port takes.</param>
    /// <param name="time">The clock of its limits.</param>
    /// <exception cref="SocketException">The address can't be listened on.</exception>
    /// <exception cref="TlsConfigurationException">The certificate can't be used.</exception>
    public static ChallengePort Open(TlsProvider provider, IPEndPoint listen, TlsServerOptions options, IReadOnlyList<CidrRange> proxyProtocolFrom, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(provider);
        var tls = provider.CreateServer(options);
        try
        {
            var port = new ChallengePort(tls, provider.Sockets.Listen(listen, Backlog), proxyProtocolFrom, time);
            port._accepting = port.AcceptAsync();
            return port;
        }
        catch
        {
            tls.Dispose();
            throw;
        }
    }

    /// <summary>Stops listening, and ends the handshakes under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _socket.Dispose();
        await _accepting;
        for (var place = 0; place < MaximumHandshakes; place++) await _places.WaitAsync();
        _tls.Dispose();
        _places.Dispose();
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            var (client, error) = await _socket.AcceptAsync();
            if (error == SocketError.OperationAborted) return;
            if (client is null)
            {
                // Descriptors may be short; it must not go deaf, nor ask again without a pause.
                await Task.Delay(Pause, _time);
                continue;
            }

            if (_places.Wait(0)) _ = AnswerAsync(client);
            else client.Dispose();
        }
    }

    private async Task AnswerAsync(SocketPort client)
    {
        try
        {
            using var limit = new CancellationTokenSource(HandshakeLimit, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stopping.Token);
            var readAhead = ReadOnlyMemory<byte>.Empty;
            if (client.RemoteEndPoint is { Address: var address } && ProxyHeaderReader.IsDueFrom(address, _proxyProtocolFrom))
            {
                if (await ProxyHeaderReader.ReadAsync(client, either.Token) is not { } read)
                {
                    client.Dispose();
                    return;
                }

                readAhead = read.ReadAhead;
            }

            var handshake = await _tls.AcceptAsync(client, readAhead, either.Token);
            if (handshake.Channel is { } channel) await channel.DisposeAsync();
        }
#pragma warning disable CA1031 // one connection's fault is not the port's: the authority asks again, and says what it saw
        catch (Exception)
#pragma warning restore CA1031
        {
            client.Dispose();
        }
        finally
        {
            _places.Release();
        }
    }
}
