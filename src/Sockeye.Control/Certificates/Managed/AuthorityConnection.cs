using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Sockeye.Acme;
using Sockeye.Control.Configuration;

namespace Sockeye.Control.Certificates.Managed;

/// <summary>HTTPS to one authority: no cookies, no redirects, the system's trust or the one that the configuration names.</summary>
internal sealed class AuthorityConnection : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    private readonly HttpClient _http;

    private AuthorityConnection(HttpClient http, AcmeClient client) => (_http, Client) = (http, client);

    /// <summary>The protocol.</summary>
    public AcmeClient Client { get; }

    /// <summary>Prepares; nothing is sent yet.</summary>
    /// <exception cref="CertificateException">The file of the directory's authorities can't be used.</exception>
    public static AuthorityConnection Open(AcmeOptions wish, Uri directory, string product, TimeProvider time)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = ConnectTimeout };
        if (wish.DirectoryAuthority is { } file)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(CertificateFiles.LoadAuthorities(file));
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        }

        var http = new HttpClient(handler);
        return new AuthorityConnection(http, new AcmeClient(http, directory, time, new AcmeClientOptions { Product = product }));
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
