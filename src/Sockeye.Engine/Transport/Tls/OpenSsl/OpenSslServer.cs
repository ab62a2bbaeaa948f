using System.Text;
using Sockeye.Core.Tls;
using Sockeye.Engine.Transport.Sockets;
using Sockeye.Native.OpenSsl;

namespace Sockeye.Engine.Transport.Tls.OpenSsl;

/// <summary>A listening port's TLS by libssl: one snapshot of certificates, and ticket keys that outlive it.</summary>
internal sealed class OpenSslServer : TlsServer
{
    private readonly TicketKeyRing _tickets;
    private readonly IReadOnlyList<string> _applicationProtocols;
    private readonly long? _recordsPerKey;
    private readonly SslChallenge? _challenge;
    private readonly Lock _swap = new();
    private readonly Func<SslConnection?> _newConnection;
    private SslServerContext? _context;

    internal OpenSslServer(TlsServerOptions options, TimeProvider time, long? recordsPerKey)
    {
        _tickets = new(time, options.TicketKeyRotation);
        _applicationProtocols = options.ApplicationProtocols;
        _recordsPerKey = recordsPerKey;
        if (ChallengeLookup.Of(options) is { } lookup) _challenge = new(Encoding.ASCII.GetString(ProtocolNameList.AcmeTls), Answers(lookup));
        _newConnection = NewConnection;
        _context = Build(options.Certificates);
    }

    /// <inheritdoc/>
    public override ValueTask<TlsHandshakeResult> AcceptAsync(
        SocketPort port, ReadOnlyMemory<byte> readAhead, CancellationToken cancellationToken) =>
        new OpenSslChannel(port, _newConnection, readAhead.Span).HandshakeAsync(clientOf: null, cancellationToken);

    /// <inheritdoc/>
    public override void ReplaceCertificates(IReadOnlyList<TlsCertificate> certificates)
    {
        var next = Build(certificates);
        lock (_swap)
        {
            if (_context is null)
            {
                next.Dispose();
                return;
            }

            (_context, next) = (next, _context);
        }

        next.Dispose();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        lock (_swap)
        {
            _context?.Dispose();
            _context = null;
        }
    }

    private static SslChallengeSource Answers(ChallengeLookup lookup) => (protocols, name) =>
        lookup.Find(protocols, name) is { } certificate ? IdentityExport.ToIdentity(certificate, CertificateNames.Of(certificate.Leaf)) : null;

    /// <summary>A connection with the certificates of now; null once disposed.</summary>
    private SslConnection? NewConnection()
    {
        lock (_swap) return _context?.Accept(_recordsPerKey);
    }

    private SslServerContext Build(IReadOnlyList<TlsCertificate> certificates)
    {
        if (certificates.Count == 0) throw new TlsConfigurationException("A TLS port needs at least one certificate.");
        var identities = certificates.Zip(CertificateNames.Offered(certificates), IdentityExport.ToIdentity).ToList();
        try
        {
            return new(identities, _applicationProtocols, _tickets, _challenge);
        }
        catch (OpenSslException e)
        {
            throw new TlsConfigurationException($"The certificates cannot be used: {e.Message}.", e);
        }
        finally
        {
            identities.ForEach(IdentityExport.Wipe);
        }
    }
}
