using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Sockeye.Engine.Transport.Tls;

namespace Sockeye.Tests.Transport;

/// <summary>Peers that are not ours: the platform's SslStream as a client that trusts everybody, and bare sockets.</summary>
internal static class TlsPeers
{
    /// <summary>What a foreign client saw of a server.</summary>
    public sealed record Sight(TlsHandshakeResult Server, X509Certificate2? Certificate, string? Protocol, string? Fault, string? Algorithm);

    public static async Task<Sight> VisitAsync(
        TlsServer server,
        string? serverName,
        IReadOnlyList<string>? applicationProtocols = null,
        SslProtocols versions = SslProtocols.Tls13)
    {
        var (accepted, connected) = await Loopback.PairAsync();
        var accepting = server.AcceptAsync(accepted, default, TestContext.Current.CancellationToken).AsTask();
        await using var ssl = new SslStream(new NetworkStream(connected, ownsSocket: true));
        X509Certificate2? seen = null;
        string? fault = null;
        try
        {
            await ssl.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = serverName ?? "",
                EnabledSslProtocols = versions,
                AllowTlsResume = false,
                ApplicationProtocols = applicationProtocols?.Select(p => new SslApplicationProtocol(p)).ToList(),
                RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                {
                    seen = X509CertificateLoader.LoadCertificate(certificate!.GetRawCertData());
                    return seen is not null;
                },
            }).Limited();
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            fault = e.Message;
        }

        var result = await accepting.Limited();
        if (result.Channel is { } channel) await channel.DisposeAsync();
        var protocol = fault is null && !ssl.NegotiatedApplicationProtocol.Protocol.IsEmpty ? ssl.NegotiatedApplicationProtocol.ToString() : null;
        return new(result, seen, protocol, fault, seen?.GetKeyAlgorithm());
    }

    /// <summary>Sends bytes instead of a handshake and gives what the server did, and everything it sent back.</summary>
    public static async Task<(TlsHandshakeResult Server, byte[] Answer)> ThrowAtAsync(TlsServer server, byte[] bytes)
    {
        var (accepted, connected) = await Loopback.PairAsync();
        using var peer = connected;
        var accepting = server.AcceptAsync(accepted, default, TestContext.Current.CancellationToken).AsTask();
        await peer.SendAsync(bytes, SocketFlags.None);
        var result = await accepting.Limited();
        return (result, await DrainAsync(peer));
    }

    private static async Task<byte[]> DrainAsync(Socket peer)
    {
        var all = new MemoryStream();
        var buffer = new byte[4096];
        try
        {
            int count;
            while ((count = await peer.ReceiveAsync(buffer, SocketFlags.None).Limited()) > 0) all.Write(buffer, 0, count);
        }
        catch (SocketException)
        {
            // A reset ends it as well.
        }

        return all.ToArray();
    }
}
