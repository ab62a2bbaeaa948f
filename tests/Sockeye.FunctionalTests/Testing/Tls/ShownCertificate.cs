using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Sockeye.FunctionalTests.Testing.Tls;

/// <summary>Which certificate a port shows, trusted or not.</summary>
internal static class ShownCertificate
{
    /// <summary>The leaf for a client that asks for this name.</summary>
    public static async Task<X509Certificate2> OfAsync(int port, string name)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", port).WaitAsync(Limits.Event);
        await using var tls = new SslStream(new NetworkStream(socket));
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = name,
            EnabledSslProtocols = SslProtocols.Tls13,
            AllowTlsResume = false,
#pragma warning disable CA5359 // what is shown is looked at, nothing is sent
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
#pragma warning restore CA5359
        }).WaitAsync(Limits.Event);
        return X509CertificateLoader.LoadCertificate(tls.RemoteCertificate!.GetRawCertData());
    }
}
