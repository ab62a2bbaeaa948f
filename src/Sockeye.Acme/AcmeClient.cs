using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Sockeye.Acme.Wire;

namespace Sockeye.Acme;

/// <summary>
/// A client of one authority (RFC 8555). Accounts begin here; what an account does stands in <see cref="AcmeAccount"/>, and a
/// whole order in <see cref="CertificateOrder"/>. Any number of threads may use one.
/// </summary>
/// <remarks>
/// Every method throws <see cref="AcmeException"/> where the authority refuses, can't be asked or answers with what is not
/// ACME, and <see cref="OperationCanceledException"/> where its token ends it.
/// </remarks>
public sealed class AcmeClient
{
    private readonly AuthorityConnection _connection;
    private readonly SignedRequests _signed;
    private readonly Uri _directoryUrl;
    private AcmeDirectory? _directory;

    /// <summary>A client of the authority with this directory.</summary>
    /// <param name="http">
    /// For the requests; stays the caller's. Best with a handler that doesn't follow redirects, and with a Timeout above
    /// <see cref="AcmeClientOptions.RequestTimeout"/>.
    /// </param>
    /// <param name="directory">The directory: https; http only for an authority of one's own, as in a test.</param>
    /// <param name="time">For time-outs and pauses.</param>
    /// <param name="options">How it presents itself and how long it waits; null for the defaults.</param>
    public AcmeClient(HttpClient http, Uri directory, TimeProvider time, AcmeClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(time);
        Options = options ?? new AcmeClientOptions();
        Time = time;
        Authority = new Authority(directory);
        _directoryUrl = directory;
        _connection = new AuthorityConnection(http, Authority, Options, time);
        _signed = new SignedRequests(_connection, Authority);
    }

    internal Authority Authority { get; }

    internal AcmeClientOptions Options { get; }

    internal TimeProvider Time { get; }

    /// <summary>The authority's directory: asked for once in the life of this client.</summary>
    public async Task<AcmeDirectory> GetDirectoryAsync(CancellationToken cancellationToken = default)
    {
        if (_directory is { } known)
        {
            return known;
        }

        // Two at once ask twice, which harms nobody.
        var answer = await GetAsync(_directoryUrl, "the request for the directory", cancellationToken);
        return _directory = answer.Read(AcmeJson.Default.DirectoryAnswer).ToDirectory(Authority);
    }

    /// <summary>Makes an account; one that this key has already comes back as it is (RFC 8555 section 7.3.1).</summary>
    public async Task<AcmeAccount> RegisterAsync(AccountKey key, AccountRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(request);
        var directory = await GetDirectoryAsync(cancellationToken);
        if (directory.Meta.ExternalAccountRequired && request.ExternalAccount is null)
        {
            throw Authority.Fault(
                "takes only accounts that are bound to one at its site: give the key's identifier and the HMAC key that stand there");
        }

        var payload = new AccountPayload
        {
            Contact = request.Contacts.Count > 0 ? request.Contacts : null,
            TermsOfServiceAgreed = request.TermsOfServiceAgreed ? true : null,
            ExternalAccountBinding = request.ExternalAccount is { } account ? JsonWebSignature.Bind(account, key, directory.NewAccount) : null,
        };
        return await NewAccountAsync(key, payload, "the account", cancellationToken);
    }

    /// <summary>The account that this key has, or null (RFC 8555 section 7.3.1).</summary>
    public async Task<AcmeAccount?> FindAccountAsync(AccountKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        try
        {
            return await NewAccountAsync(key, new AccountPayload { OnlyReturnExisting = true }, "the search for the account", cancellationToken);
        }
        catch (AcmeException error) when (error.Problem?.Type == AcmeErrorType.AccountDoesNotExist)
        {
            return null;
        }
    }

    /// <summary>An account of which key and address are known from before; the authority isn't asked.</summary>
    public AcmeAccount OpenAccount(AccountKey key, Uri location)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(location);
        return Authority.IsAsked(location)
            ? new AcmeAccount(this, key, location)
            : throw new ArgumentException("an account's address is https, as its directory's", nameof(location));
    }

    /// <summary>When the authority wants a certificate to be renewed; null where it does not say (RFC 9773 section 4).</summary>
    /// <exception cref="CryptographicException">The certificate has no name in renewal information.</exception>
    public async Task<RenewalInfo?> GetRenewalInfoAsync(X509Certificate2 certificate, CancellationToken cancellationToken = default)
    {
        if ((await GetDirectoryAsync(cancellationToken)).RenewalInfo is not { } resource)
        {
            return null;
        }

        var url = new Uri($"{resource.AbsoluteUri.TrimEnd('/')}/{RenewalInfo.IdentifierOf(certificate)}");
        var answer = await GetAsync(url, "the request for renewal information", cancellationToken);
        return answer.Read(AcmeJson.Default.RenewalInfoAnswer).ToRenewalInfo(Authority, answer.RetryAfter);
    }

    /// <summary>A signed request with a payload.</summary>
    internal async Task<AuthorityAnswer> PostAsync<T>(
        Signer signer, Uri url, T payload, JsonTypeInfo<T> type, string purpose, CancellationToken cancellationToken) =>
        await PostAsync(signer, url, JsonSerializer.SerializeToUtf8Bytes(payload, type), purpose, SignedRequests.Json, cancellationToken);

    /// <summary>A signed request; without a payload it is a GET of ACME's kind (RFC 8555 section 6.3).</summary>
    internal async Task<AuthorityAnswer> PostAsync(
        Signer signer, Uri url, ReadOnlyMemory<byte> payload, string purpose, string accept, CancellationToken cancellationToken)
    {
        var directory = await GetDirectoryAsync(cancellationToken);
        return await _signed.PostAsync(signer, url, payload, purpose, directory.NewNonce, accept, cancellationToken);
    }

    private async Task<AcmeAccount> NewAccountAsync(AccountKey key, AccountPayload payload, string purpose, CancellationToken cancellationToken)
    {
        var url = (await GetDirectoryAsync(cancellationToken)).NewAccount;
        var answer = await PostAsync(new Signer(key, null), url, payload, AcmeJson.Default.AccountPayload, purpose, cancellationToken);
        return new AcmeAccount(this, key, Authority.RequiredUrl(answer.Location, "the account"));
    }

    private async Task<AuthorityAnswer> GetAsync(Uri url, string purpose, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Accept.ParseAdd(SignedRequests.Json);
        return (await _connection.SendAsync(request, purpose, cancellationToken)).EnsureDone();
    }
}
