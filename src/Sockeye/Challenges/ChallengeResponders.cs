using Microsoft.Extensions.Logging;
using Sockeye.Acme;
using Sockeye.Control.Certificates.Dns;
using Sockeye.Control.Certificates.Managed;
using Sockeye.Control.Configuration;
using Sockeye.Engine.Transport.Tls;
using Sockeye.Hosting;

namespace Sockeye.Challenges;

/// <summary>Chooses who answers a certificate's challenges, as its entry says.</summary>
internal sealed class ChallengeResponders : IDisposable
{
    private readonly StoredChallenges _challenges;
    private readonly HttpChallengePorts _ports;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;

    public ChallengeResponders(StoredChallenges challenges, TimeProvider time, ILoggerFactory loggers)
    {
        (_challenges, _time, _loggers) = (challenges, time, loggers);
        _ports = new HttpChallengePorts(challenges, new HttpChallengeListener(loggers));
    }

    /// <summary>The responder of one order.</summary>
    public IChallengeResponder For(AcmeOptions wish) => wish.Challenge switch
    {
        AcmeChallengeKind.Dns => new DnsChallengeResponder(wish.Dns!, _time, _loggers.CreateLogger("Sockeye")),
        AcmeChallengeKind.Http => new HttpResponder(_challenges, _ports, wish.HttpListen, _time),
        _ => new TlsAlpnResponder(_challenges, _time),
    };

    /// <summary>Answers TLS-ALPN-01 in the place of an inbound that nobody serves, until it is disposed.</summary>
    /// <exception cref="ChallengeException">The address can't be listened on.</exception>
    public IAsyncDisposable ListenForTlsAlpn(InboundOptions inbound, TlsProviderChoice provider) =>
        StandaloneTlsAlpnListener.Open(inbound.Listen, inbound.ProxyProtocolFrom, _challenges, TlsProviders.Select(Server.KindOf(provider), _time, out _), _time);

    public void Dispose() => _ports.Dispose();
}
