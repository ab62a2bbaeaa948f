using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sockeye.Engine.Transport.Sockets;

namespace Sockeye.Engine.Transport.Tls.SslStreams;

/// <summary>A listening port's TLS by SslStream.</summary>
internal sealed class SslStreamServer : TlsServer
{
    private readonly ServerOptionsSelectionCallback _choose;
    private readonly ChallengeLookup? _challenges;
    private volatile Snapshot _snapshot;

    internal SslStreamServer(TlsServerOptions options)
    {
        _snapshot = Snapshot.Create(options.Certificates);
        _challenges = ChallengeLookup.Of(options);
        _choose = (_, hello, _, _) => new(_snapshot.Choose(hello.ServerName));
    }

    /// <inheritdoc/>
    public override ValueTask<TlsHandshakeResult> AcceptAsync(
        SocketPort port, ReadOnlyMemory<byte> readAhead, CancellationToken cancellationToken) =>
        new SslStreamChannel(port, readAhead).AcceptAsync(_choose, _challenges, cancellationToken);

    /// <inheritdoc/>
    public override void ReplaceCertificates(IReadOnlyList<TlsCertificate> certificates) => _snapshot = Snapshot.Create(certificates);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // The certificate contexts are the collector's: handshakes under way still use them.
    }

    private sealed record Snapshot(SslServerAuthenticationOptions Default, IReadOnlyDictionary<string, SslServerAuthenticationOptions> ByName)
    {
        internal static Snapshot Create(IReadOnlyList<TlsCertificate> certificates)
        {
            if (certificates.Count == 0) throw new TlsConfigurationException("A TLS port needs at least one certificate.");
            var byName = new Dictionary<string, SslServerAuthenticationOptions>(StringComparer.OrdinalIgnoreCase);
            SslServerAuthenticationOptions? first = null;
            foreach (var (certificate, names) in certificates.Zip(CertificateNames.Offered(certificates)))
            {
                var options = Options(certificate);
                first ??= options;

                // One certificate a name: SslStream takes one, so the first wins.
                foreach (var name in names) byName.TryAdd(name, options);
            }

            return new(first!, byName);
        }

        internal SslServerAuthenticationOptions Choose(string? name)
        {
            if (string.IsNullOrEmpty(name)) return Default;
            name = name.TrimEnd('.');
            if (ByName.TryGetValue(name, out var exact)) return exact;
            var dot = name.IndexOf('.');
            return dot > 0 && ByName.TryGetValue("*" + name[dot..], out var wildcard) ? wildcard : Default;
        }

        private static SslServerAuthenticationOptions Options(TlsCertificate certificate)
        {
            if (!certificate.Leaf.HasPrivateKey)
            {
                throw new TlsConfigurationException($"The certificate {certificate.Leaf.Subject} has no private key.");
            }

            try
            {
                return new()
                {
                    ServerCertificateContext =
                        SslStreamCertificateContext.Create(certificate.Leaf, [.. certificate.Intermediates], offline: true),
                    EnabledSslProtocols = SslProtocols.Tls13,
                    AllowRenegotiation = false,
                    AllowTlsResume = true,
                };
            }
            catch (Exception e) when (e is CryptographicException or ArgumentException or NotSupportedException)
            {
                throw new TlsConfigurationException($"The certificate {certificate.Leaf.Subject} cannot be used: {e.Message}", e);
            }
        }
    }
}
