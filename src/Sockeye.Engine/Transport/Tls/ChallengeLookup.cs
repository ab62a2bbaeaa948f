using Sockeye.Core.Tls;

namespace Sockeye.Engine.Transport.Tls;

/// <summary>Whether a ClientHello is an authority's, and how it is answered. What the answer's source throws is no answer: this is inside a handshake.</summary>
internal sealed class ChallengeLookup(Func<string, TlsCertificate?> certificates)
{
    /// <summary>The lookup of a port, or null where it answers no challenge.</summary>
    internal static ChallengeLookup? Of(TlsServerOptions options) => options.ChallengeCertificate is { } source ? new(source) : null;

    /// <summary>The answer to the contents of two extensions, ALPN's and SNI's; null for every other client.</summary>
    internal TlsCertificate? Find(ReadOnlySpan<byte> applicationProtocols, ReadOnlySpan<byte> serverName) =>
        ProtocolNameList.Offers(applicationProtocols, ProtocolNameList.AcmeTls) && ServerNameList.FindHostName(serverName) is { } name
            ? Find(name)
            : null;

    /// <summary>The answer to a hello; null for every other client.</summary>
    internal TlsCertificate? Find(ClientHello hello) => hello is { OffersAcmeTls: true, ServerName: { } name } ? Find(name) : null;

    private TlsCertificate? Find(string name)
    {
        try
        {
            return certificates(name);
        }
#pragma warning disable CA1031 // the client is an authority at best, and is told by what it sees
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }
}
