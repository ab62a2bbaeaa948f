using System.Buffers.Text;
using System.Security.Cryptography.X509Certificates;
using Sockeye.Acme.Wire;

namespace Sockeye.Acme;

/// <summary>An account's certificates.</summary>
public sealed partial class AcmeAccount
{
    private const string PemChain = "application/pem-certificate-chain";

    /// <summary>The certificate of an order that is valid (RFC 8555 section 7.4.2).</summary>
    public async Task<IssuedChain> DownloadAsync(AcmeOrder order, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        var certificate = order.Certificate ?? throw _client.Authority.Fault("names no address for the certificate of a valid order");
        return await DownloadAsync(certificate, cancellationToken);
    }

    /// <summary>A certificate by its address, such as one of <see cref="IssuedChain.Alternates"/>.</summary>
    public async Task<IssuedChain> DownloadAsync(Uri certificate, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        var answer = await _client.PostAsync(
            Signer, certificate, ReadOnlyMemory<byte>.Empty, "the request for the certificate", PemChain, cancellationToken);
        var pem = answer.ReadText(PemChain);
        return IssuedChain.FaultOf(pem) is { } fault
            ? throw _client.Authority.Fault($"gave a certificate that can't be used: {fault}")
            : new IssuedChain(pem, answer.LinksOf("alternate"));
    }

    /// <summary>Revokes a certificate that this account was given, or for whose names it has authorizations (RFC 8555 section 7.6).</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="reason">Why, or null to give no reason.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RevokeAsync(X509Certificate2 certificate, RevocationReason? reason = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        var url = (await _client.GetDirectoryAsync(cancellationToken)).RevokeCertificate ?? throw _client.Authority.Fault("revokes nothing");
        var payload = new RevocationPayload(Base64Url.EncodeToString(certificate.RawData), (int?)reason);
        await _client.PostAsync(Signer, url, payload, AcmeJson.Default.RevocationPayload, "the revocation", cancellationToken);
    }
}
