using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Sockeye.FunctionalTests.Importing.Differential.Systems;
using Sockeye.FunctionalTests.Testing.Clients;

namespace Sockeye.FunctionalTests.Importing.Differential.Visits;

/// <summary>What a client offers in its hello.</summary>
internal sealed record TlsOffer
{
    /// <summary>The name that it asks for; empty for none.</summary>
    public string ServerName { get; init; } = SystemFiles.Domain;

    public SslProtocols Version { get; init; } = SslProtocols.Tls13;

    public string[] Alpn { get; init; } = [];

    /// <summary>Sent before the hello.</summary>
    public byte[] Before { get; init; } = [];

    /// <summary>What the fate tells of the handshake; nothing by default.</summary>
    public Func<ProxyConnection, string> Tell { get; init; } = _ => "";

    /// <summary>A whole handshake, as a resumed one shows the first one's certificate; null where it failed.</summary>
    public async Task<ProxyConnection?> OpenAsync(int port)
    {
        var socket = await ProxyConnection.OpenSocketAsync(port);
        try
        {
            await socket.SendAsync(Before);
            return await ProxyConnection.OverAsync(socket, Options());
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException or SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    private SslClientAuthenticationOptions Options() => new()
    {
        TargetHost = ServerName,
        EnabledSslProtocols = Version,
        AllowTlsResume = false,
        ApplicationProtocols = Alpn.Length == 0 ? null : [.. Alpn.Select(name => new SslApplicationProtocol(name))],
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
#pragma warning disable CA5359 // which certificate is shown is what the fate tells
        RemoteCertificateValidationCallback = (_, _, _, _) => true,
#pragma warning restore CA5359
    };
}
