using System.Security.Cryptography.X509Certificates;
using Sockeye.Acme;
using Sockeye.Control.Configuration;
using Sockeye.Engine.Transport.Tls;

namespace Sockeye.Control.Certificates.Managed;

/// <summary>Whoever gets certificates from authorities.</summary>
public interface ICertificateIssuer
{
    /// <summary>Issues a certificate.</summary>
    /// <param name="wish">What is asked for.</param>
    /// <param name="directory">The authority's directory: the wish's own, or the one for trials.</param>
    /// <param name="current">The certificate before; its key is kept where the wish says so. Null for none.</param>
    /// <param name="replaces">Whether the authority is told that it replaces that one (RFC 9773 section 5).</param>
    /// <param name="progress">Each step as it begins; null for nobody.</param>
    /// <param name="cancellationToken">Gives up; what was presented is taken away.</param>
    /// <exception cref="AcmeException">The authority refuses or can't be reached.</exception>
    /// <exception cref="ChallengeException">The answers to its challenges can't be put in place.</exception>
    /// <exception cref="CertificateException">The store can't be used, or what was issued.</exception>
    Task<TlsCertificate> IssueAsync(
        AcmeOptions wish, Uri directory, TlsCertificate? current, bool replaces, IProgress<OrderStep>? progress, CancellationToken cancellationToken);

    /// <summary>When the authority wants a certificate renewed; null where it says nothing.</summary>
    /// <exception cref="AcmeException">It can't be asked.</exception>
    /// <exception cref="CertificateException">The file of the directory's authorities can't be used.</exception>
    Task<RenewalInfo?> AskRenewalAsync(AcmeOptions wish, X509Certificate2 certificate, CancellationToken cancellationToken);
}
