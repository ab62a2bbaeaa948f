using System.Buffers.Text;
using Sockeye.Acme.Wire;

namespace Sockeye.Acme;

/// <summary>An account's orders and authorizations, step by step; <see cref="CertificateOrder"/> goes all the way.</summary>
public sealed partial class AcmeAccount
{
    /// <summary>Orders a certificate (RFC 8555 section 7.4).</summary>
    public async Task<AcmeOrder> NewOrderAsync(OrderRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfZero(request.Names.Count);
        var directory = await _client.GetDirectoryAsync(cancellationToken);
        EnsureProfileIsOffered(request.Profile, directory.Meta.Profiles);
        var payload = new OrderPayload(
            [.. request.Names.Select(AcmeIdentifier.Of).Select(name => new IdentifierJson(name.Type, name.Value))],
            request.Profile,
            directory.RenewalInfo is null ? null : request.Replaces);
        var purpose = $"the order for {NameList.Of(request.Names)}";
        var answer = await _client.PostAsync(Signer, directory.NewOrder, payload, AcmeJson.Default.OrderPayload, purpose, cancellationToken);
        return ToOrder(answer, _client.Authority.RequiredUrl(answer.Location, "the order"));
    }

    /// <summary>An order as it is now.</summary>
    public async Task<AcmeOrder> GetOrderAsync(Uri location, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(location);
        return ToOrder(await ReadAsync(location, "the request for the order", cancellationToken), location);
    }

    /// <summary>An authorization as it is now (RFC 8555 section 7.5).</summary>
    public async Task<AcmeAuthorization> GetAuthorizationAsync(Uri location, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(location);
        return ToAuthorization(await ReadAsync(location, "the request for an authorization", cancellationToken), location);
    }

    /// <summary>Tells the authority that a challenge's answer stands (RFC 8555 section 7.5.1).</summary>
    public async Task<AcmeChallenge> RespondAsync(AcmeChallenge challenge, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(challenge);
        var answer = await _client.PostAsync(
            Signer, challenge.Url, "{}"u8.ToArray(), $"the answer to {challenge.Type}", SignedRequests.Json, cancellationToken);
        return answer.Read(AcmeJson.Default.ChallengeState).ToChallenge(_client.Authority);
    }

    /// <summary>Gives an authorization up (RFC 8555 section 7.5.2).</summary>
    public async Task<AcmeAuthorization> DeactivateAuthorizationAsync(Uri location, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(location);
        var answer = await _client.PostAsync(
            Signer, location, new StatusPayload("deactivated"), AcmeJson.Default.StatusPayload, "an authorization's end", cancellationToken);
        return ToAuthorization(answer, location);
    }

    /// <summary>Waits until the authority has decided about an authorization: until it is no longer pending.</summary>
    public Task<AcmeAuthorization> WaitForAuthorizationAsync(AcmeAuthorization authorization, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(authorization);
        return Decision.WaitAsync(
            _client,
            $"whether {authorization.Name} is proven",
            ask: token => GetAuthorizationAsync(authorization.Location, token),
            isMade: now => now.Status != AuthorizationStatus.Pending,
            retryAfter: now => now.RetryAfter,
            cancellationToken);
    }

    /// <summary>Waits while an order is in one status: pending, until all is proven, or processing, until the certificate is there.</summary>
    public Task<AcmeOrder> WaitWhileAsync(OrderStatus status, AcmeOrder order, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        return Decision.WaitAsync(
            _client,
            $"about the order for {NameList.Of(order.Identifiers)}",
            ask: token => GetOrderAsync(order.Location, token),
            isMade: now => now.Status != status,
            retryAfter: now => now.RetryAfter,
            cancellationToken);
    }

    /// <summary>Sends the signing request of an order that is ready (RFC 8555 section 7.4).</summary>
    /// <param name="order">The order.</param>
    /// <param name="signingRequest">DER, as of <see cref="CertificateSigningRequest"/>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<AcmeOrder> FinalizeAsync(AcmeOrder order, byte[] signingRequest, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(signingRequest);
        var payload = new FinalizePayload(Base64Url.EncodeToString(signingRequest));
        var purpose = $"the signing request for {NameList.Of(order.Identifiers)}";
        var answer = await _client.PostAsync(Signer, order.Finalize, payload, AcmeJson.Default.FinalizePayload, purpose, cancellationToken);
        return ToOrder(answer, order.Location);
    }

    private void EnsureProfileIsOffered(string? profile, IReadOnlyDictionary<string, string> offered)
    {
        if (profile is not null && !offered.ContainsKey(profile))
        {
            throw _client.Authority.Fault(offered.Count == 0
                ? $"has no profiles, so none called {profile}"
                : $"has no profile {profile}, only {string.Join(", ", offered.Keys)}");
        }
    }

    private AcmeOrder ToOrder(AuthorityAnswer answer, Uri location) =>
        answer.Read(AcmeJson.Default.OrderAnswer).ToOrder(_client.Authority, location, answer.RetryAfter);

    private AcmeAuthorization ToAuthorization(AuthorityAnswer answer, Uri location) =>
        answer.Read(AcmeJson.Default.AuthorizationAnswer).ToAuthorization(_client.Authority, location, answer.RetryAfter);
}
