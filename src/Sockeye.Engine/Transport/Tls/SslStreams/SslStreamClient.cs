using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sockeye.Engine.Transport.Sockets;

namespace Sockeye.Engine.Transport.Tls.SslStreams;

/// <summary>TLS to one upstream by SslStream.</summary>
internal sealed class SslStreamClient : TlsClient
{
    private readonly TlsClientOptions _options;
    private readonly byte[]? _pin;

    internal SslStreamClient(TlsClientOptions options)
    {
        if (options.PinnedKeySha256 is { Length: not 32 }) throw new TlsConfigurationException("A pinned key is 32 bytes of SHA-256.");
        _options = options;
        _pin = options.PinnedKeySha256?.ToArray();
    }

    /// <inheritdoc/>
    public override ValueTask<TlsHandshakeResult> ConnectAsync(SocketPort port, CancellationToken cancellationToken)
    {
        string? refusal = null;
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = _options.ServerName,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            AllowRenegotiation = false,
            CertificateChainPolicy = ChainPolicy(),
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                (refusal = Judge(certificate as X509Certificate2, chain, errors)) is null,
        };
        return new SslStreamChannel(port).ConnectAsync(options, () => refusal, cancellationToken);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // Nothing native is held.
    }

    private X509ChainPolicy ChainPolicy()
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        if (_options.Authorities is { } authorities)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(authorities);
        }

        return policy;
    }

    /// <summary>Null, or why not.</summary>
    private string? Judge(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null) return "the server sent no certificate";
        if (_pin is not null)
        {
            var key = SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo());
            return CryptographicOperations.FixedTimeEquals(key, _pin) ? null : TlsFault.WrongPin;
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) return TlsFault.HostnameMismatch(_options.ServerName);
        if (errors == SslPolicyErrors.None) return null;
        var status = chain?.ChainStatus.FirstOrDefault().StatusInformation;
        return $"certificate verify failed: {(string.IsNullOrWhiteSpace(status) ? errors.ToString() : status.Trim())}";
    }
}
