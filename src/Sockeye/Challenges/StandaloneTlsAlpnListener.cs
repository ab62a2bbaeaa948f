using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Sockeye.Acme;
using Sockeye.Control.Certificates.Managed;
using Sockeye.Control.Configuration;
using Sockeye.Core.Net;
using Sockeye.Engine.Listening;
using Sockeye.Engine.Transport.Tls;

namespace Sockeye.Challenges;

/// <summary>TLS-ALPN-01 for a command, where no server runs whose port could answer.</summary>
internal sealed class StandaloneTlsAlpnListener : IAsyncDisposable
{
    private readonly ChallengePort _port;

    private StandaloneTlsAlpnListener(ChallengePort port) => _port = port;

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint => _port.EndPoint;

    /// <summary>Listens and answers what waits in the store, until it is disposed.</summary>
    /// <param name="listen">Where.</param>
    /// <param name="proxyProtocolFrom">Balancers that put a PROXY header in front.</param>
    /// <param name="challenges">What waits.</param>
    /// <param name="provider">The kind of TLS.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ChallengeException">The address can't be listened on.</exception>
    public static StandaloneTlsAlpnListener Open(
        ListenAddress listen, IReadOnlyList<CidrRange> proxyProtocolFrom, StoredChallenges challenges, TlsProvider provider, TimeProvider time)
    {
        // Whoever comes without a challenge is shown one of nothing, for a name that nobody has (RFC 6761 section 6.4).
        var nobody = TlsAlpnCertificate.Create("nobody.invalid", new byte[SHA256.HashSizeInBytes], time);
        var options = new TlsServerOptions { Certificates = [nobody], ChallengeCertificate = challenges.TryFindTls };
        try
        {
            return new StandaloneTlsAlpnListener(ChallengePort.Open(provider, listen.EndPoint, options, proxyProtocolFrom, time));
        }
        catch (SocketException error)
        {
            throw ChallengePortRefusal.From(listen, error, "or use http-01 or dns-01");
        }
    }

    public ValueTask DisposeAsync() => _port.DisposeAsync();
}
