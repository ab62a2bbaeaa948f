using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sockeye.Acme;
using Sockeye.Control.Configuration;
using Sockeye.Engine.Transport.Tls;

namespace Sockeye.Control.Certificates.Managed;

/// <summary>Gets one certificate from its authority: account, order, key, and a look at what came back. Stores nothing but the account.</summary>
/// <param name="store">Where accounts are kept.</param>
/// <param name="responders">Gives whoever answers a certificate's challenges.</param>
/// <param name="product">This program and its version, for the authority's logs.</param>
/// <param name="time">The clock.</param>
public sealed class CertificateIssuer(
    ICertificateStore store, Func<AcmeOptions, IChallengeResponder> responders, string product, TimeProvider time) : IDisposable
{
    private readonly AccountSource _accounts = new(store);

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
    public async Task<TlsCertificate> IssueAsync(
        AcmeOptions wish, Uri directory, TlsCertificate? current, bool replaces, IProgress<OrderStep>? progress, CancellationToken cancellationToken)
    {
        using var connection = AuthorityConnection.Open(wish, directory, product, time);
        using var key = KeyFor(wish, current);
        try
        {
            return await OrderAsync(connection.Client, wish, directory, key, replaces ? IdentifierOf(current) : null, progress, cancellationToken);
        }
        catch (AcmeException error) when (error.Problem?.Type == AcmeErrorType.AccountDoesNotExist)
        {
            // An authority for trials forgets its accounts now and then.
            _accounts.Forget(wish, directory);
            return await OrderAsync(connection.Client, wish, directory, key, replaces: null, progress, cancellationToken);
        }
    }

    /// <summary>When the authority wants a certificate renewed; null where it says nothing.</summary>
    /// <exception cref="AcmeException">It can't be asked.</exception>
    /// <exception cref="CertificateException">The file of the directory's authorities can't be used.</exception>
    public async Task<RenewalInfo?> AskRenewalAsync(AcmeOptions wish, X509Certificate2 certificate, CancellationToken cancellationToken)
    {
        using var connection = AuthorityConnection.Open(wish, wish.Directory, product, time);
        return await connection.Client.GetRenewalInfoAsync(certificate, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _accounts.Dispose();

    private async Task<TlsCertificate> OrderAsync(
        AcmeClient client, AcmeOptions wish, Uri directory, AsymmetricAlgorithm key, string? replaces, IProgress<OrderStep>? progress, CancellationToken cancellationToken)
    {
        var (account, accountKey) = await _accounts.OpenAsync(client, wish, directory, cancellationToken);
        using (accountKey)
        {
            var request = new OrderRequest { Names = wish.Names, Profile = wish.Profile, Replaces = replaces };
            var signingRequest = CertificateSigningRequest.Create(key, wish.Names);
            IssuedChain chain;
            try
            {
                chain = await CertificateOrder.IssueAsync(account, request, signingRequest, responders(wish), progress, cancellationToken);
            }
            catch (AcmeException error) when (replaces is not null && error.Problem?.Type is AcmeErrorType.AlreadyReplaced or AcmeErrorType.Malformed)
            {
                // What it replaces is a courtesy, and no reason to be without a certificate.
                chain = await CertificateOrder.IssueAsync(account, request with { Replaces = null }, signingRequest, responders(wish), progress, cancellationToken);
            }

            return Checked(chain, key, wish, directory);
        }
    }

    private TlsCertificate Checked(IssuedChain chain, AsymmetricAlgorithm key, AcmeOptions wish, Uri directory)
    {
        var source = $"the certificate from {directory.Host}";
        var certificates = PemFile.Parse(source, Encoding.ASCII.GetBytes(chain.Pem));
        var issued = CertificateFiles.Load(certificates, PemFile.Parse(source, Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem())), time).Certificate;
        if (wish.Names.FirstOrDefault(n => !RenewalSchedule.IsNamed(issued.Leaf, n)) is { } missing)
        {
            throw new CertificateException(source, $"{source} is not for {missing}");
        }

        return new DateTimeOffset(issued.Leaf.NotAfter) > time.GetUtcNow()
            ? issued
            : throw new CertificateException(source, $"{source} has expired already by this machine's clock; set the clock");
    }

    private static AsymmetricAlgorithm KeyFor(AcmeOptions wish, TlsCertificate? current) =>
        wish.ReuseKey && current is not null && CertificateKey.IsOfKind(current.Leaf, wish.Key) && CertificateKey.Of(current.Leaf) is { } key
            ? key
            : CertificateKey.Create(wish.Key);

    private static string? IdentifierOf(TlsCertificate? current)
    {
        try
        {
            return current is null ? null : RenewalInfo.IdentifierOf(current.Leaf);
        }
        catch (CryptographicException)
        {
            return null; // imported, by an authority that names no key
        }
    }
}
