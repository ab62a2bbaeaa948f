using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sockeye.Client;

/// <summary>TLS 1.3, or 1.2 for servers of others, to the proxy. Verification is on; there is no way to turn it off.</summary>
internal sealed class ProxyTls
{
    private readonly string _serverName;
    private readonly X509Certificate2Collection? _authorities;
    private readonly byte[]? _pin;

    /// <exception cref="ArgumentException">The pin has not 32 bytes, or the file holds no certificate.</exception>
    /// <exception cref="IOException">The authorities' file can't be read.</exception>
    public ProxyTls(SockeyeProxyOptions options, string host)
    {
        _serverName = options.ServerName ?? host;
        _pin = options.PinnedPublicKeySha256.IsEmpty ? null : options.PinnedPublicKeySha256.ToArray();
        if (_pin is { Length: not SHA256.HashSizeInBytes })
        {
            throw new ArgumentException("PinnedPublicKeySha256 takes the 32 bytes of a SHA-256.", nameof(options));
        }

        if (options.CertificateAuthorityFile is { } file)
        {
            _authorities = Load(file);
        }
    }

    /// <summary>Shakes hands; the stream given is the result's from here on.</summary>
    /// <exception cref="SockeyeProxyException">The handshake failed.</exception>
    public async ValueTask<SslStream> AuthenticateAsync(Stream inner, CancellationToken cancellationToken)
    {
        string? refusal = null;
        var stream = new SslStream(inner, leaveInnerStreamOpen: false);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = _serverName,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            AllowRenegotiation = false,
            CertificateChainPolicy = ChainPolicy(),
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) => (refusal = Judge(certificate, chain, errors)) is null,
        };
        try
        {
            await stream.AuthenticateAsClientAsync(options, cancellationToken).ConfigureAwait(false);
            return stream;
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw new SockeyeProxyException(SockeyeProxyError.Tls, $"TLS to the proxy failed: {refusal ?? exception.Message}", exception);
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static X509Certificate2Collection Load(string file)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(file);
        }
        catch (CryptographicException exception)
        {
            throw new ArgumentException($"{file} holds what is no certificate.", nameof(file), exception);
        }

        return authorities.Count > 0 ? authorities : throw new ArgumentException($"{file} holds no certificate in PEM.", nameof(file));
    }

    private X509ChainPolicy ChainPolicy()
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        if (_authorities is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(_authorities);
        }

        return policy;
    }

    /// <summary>Null, or why not.</summary>
    private string? Judge(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 leaf)
        {
            return "the server sent no certificate";
        }

        if (_pin is not null)
        {
            return CryptographicOperations.FixedTimeEquals(SHA256.HashData(leaf.PublicKey.ExportSubjectPublicKeyInfo()), _pin)
                ? null
                : "the server's key is not the pinned one";
        }

        if (errors == SslPolicyErrors.None)
        {
            return null;
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return $"the certificate is not for {_serverName}";
        }

        var status = chain?.ChainStatus.FirstOrDefault().StatusInformation;
        return $"the certificate is not trusted: {(string.IsNullOrWhiteSpace(status) ? errors.ToString() : status.Trim())}";
    }
}
