using System.Net.Security;
using System.Security.Authentication;
using System.Text;
using Sockeye.Core.Tls;

namespace Sockeye.Engine.Transport.Tls.SslStreams;

/// <summary>A handshake that answers one challenge: one certificate, one protocol, and no session that could stand for the certificate.</summary>
internal static class ChallengeAuthentication
{
    private static readonly SslApplicationProtocol AcmeTls = new(Encoding.ASCII.GetString(ProtocolNameList.AcmeTls));

    internal static SslServerAuthenticationOptions Options(TlsCertificate certificate) => new()
    {
        ServerCertificateContext = SslStreamCertificateContext.Create(certificate.Leaf, [.. certificate.Intermediates], offline: true),
        ApplicationProtocols = [AcmeTls],
        EnabledSslProtocols = SslProtocols.Tls13,
        AllowRenegotiation = false,
        AllowTlsResume = false,
    };
}
