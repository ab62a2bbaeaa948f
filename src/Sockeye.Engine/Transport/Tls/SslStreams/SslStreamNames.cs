using System.Net.Security;
using System.Security.Authentication;

namespace Sockeye.Engine.Transport.Tls.SslStreams;

/// <summary>Turns what SslStream says about a handshake into <see cref="TlsInfo"/>.</summary>
internal static class SslStreamNames
{
    // SslStream does not tell whether a session was resumed.
    internal static TlsInfo ToInfo(SslStream ssl) => new(
        ssl.SslProtocol switch
        {
            SslProtocols.Tls13 => "TLSv1.3",
            SslProtocols.Tls12 => "TLSv1.2",
            var other => other.ToString(),
        },
        ssl.NegotiatedCipherSuite.ToString(),
        ssl.NegotiatedApplicationProtocol.Protocol.IsEmpty ? null : ssl.NegotiatedApplicationProtocol.ToString(),
        ssl.TargetHostName.Length == 0 ? null : ssl.TargetHostName,
        Resumed: false);
}
