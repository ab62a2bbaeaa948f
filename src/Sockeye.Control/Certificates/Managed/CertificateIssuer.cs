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
    ICertificateStore store, Func<AcmeOptions, IChallengeResponder> responders, string product, TimeProvider time) : ICertificateIssuer
{
    private readonly AccountSource _accounts = new(store);

    /// <inheritdoc/>
    public async Task<TlsCertificate> IssueAsync(
        AcmeOptions wish, Uri directory, TlsCertificate? current, bool replaces, IProgress<OrderStep>? progress, CancellationToken cancellationToken)
    {
        using var connection = AuthorityConnection.Open(wish, directory, product, time);
        using var key = KeyFor(wish, current);
        try
        {
            return await OrderAsync(connection.Client, wish, directory, key, replaces ? IdentifierOf(current, wish) : null, progress, cancellationToken);
        }
        catch (AcmeException error) when (error.Problem?.Type == AcmeErrorType.AccountDoesNotExist)
        {
            // An authority for trials forgets its accounts now and then.
            _accounts.Forget(wish, directory);
            return await OrderAsync(connection.Client, wish, directory, key, replaces: null, progress, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task<RenewalInfo?> AskRenewalAsync(AcmeOptions wish, X509Certificate2 certificate, CancellationToken cancellationToken)
    {
        using var connection = AuthorityConnection.Open(wish, wish.Directory, product, time);
        return await connection.Client.GetRenewalInfoAsync(certificate, cancellationToken);
    }

    private async Task<TlsCertificate> OrderAsync(
        AcmeClient client, AcmeOptions wish, Uri directory, AsymmetricAlgorithm key, string? replaces, IProgress<OrderStep>? progress, CancellationToken cancellationToken)
    {
        var (account, accountKey) = await _accounts.OpenAsync(client, wish, directory, cancellationToken);
        using (accountKey)
        {
            var request = new OrderRequest { Names = wish.Names, Profile = wish.Profile, Replaces = replaces };
            var signingRequest = CertificateSigningRequest.Create(key, wish.Names);
            var chain = await CertificateOrder.IssueAsync(account, request, signingRequest, responders(wish), progress, cancellationToken);
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

    private static string? IdentifierOf(TlsCertificate? current, AcmeOptions wish)
    {
        try
        {
            // An authority refuses an order that replaces a certificate of quite other names.
            return current is not null && wish.Names.Any(n => RenewalSchedule.IsNamed(current.Leaf, n)) ? RenewalInfo.IdentifierOf(current.Leaf) : null;
        }
        catch (CryptographicException)
        {
            return null; // imported, by an authority that names no key
        }
    }
}
