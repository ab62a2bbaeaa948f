using System.Text.Json;
using Sockeye.Acme.Wire;

namespace Sockeye.Acme;

/// <summary>An account at an authority (RFC 8555 section 7.1.2): its own affairs. Errors are those of <see cref="AcmeClient"/>.</summary>
public sealed partial class AcmeAccount
{
    private readonly AcmeClient _client;

    internal AcmeAccount(AcmeClient client, AccountKey key, Uri location)
    {
        _client = client;
        Key = key;
        Location = location;
    }

    /// <summary>Its address, which is its name.</summary>
    public Uri Location { get; }

    /// <summary>Its key; stays the caller's.</summary>
    public AccountKey Key { get; }

    internal AcmeClient Client => _client;

    private Signer Signer => new(Key, Location);

    /// <summary>The account as the authority has it.</summary>
    public async Task<AccountState> GetStateAsync(CancellationToken cancellationToken = default)
    {
        var answer = await ReadAsync(Location, "the request for the account", cancellationToken);
        return answer.Read(AcmeJson.Default.AccountAnswer).ToState(_client.Authority);
    }

    /// <summary>Other contacts, in place of all before (RFC 8555 section 7.3.2).</summary>
    public async Task<AccountState> UpdateContactsAsync(IReadOnlyList<string> contacts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contacts);
        var payload = new AccountPayload { Contact = contacts };
        var answer = await _client.PostAsync(Signer, Location, payload, AcmeJson.Default.AccountPayload, "the contacts", cancellationToken);
        return answer.Read(AcmeJson.Default.AccountAnswer).ToState(_client.Authority);
    }

    /// <summary>
    /// Another key for the account (RFC 8555 section 7.3.5); keep it before, since from the authority's answer on the old one
    /// is worth nothing.
    /// </summary>
    /// <returns>The account with the new key. This one can't be used any more.</returns>
    public async Task<AcmeAccount> ChangeKeyAsync(AccountKey newKey, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(newKey);
        var url = (await _client.GetDirectoryAsync(cancellationToken)).KeyChange ?? throw _client.Authority.Fault("changes no keys");
        var payload = new KeyChangePayload(Location.AbsoluteUri, Key.PublicKey);
        var change = JsonSerializer.SerializeToUtf8Bytes(payload, AcmeJson.Default.KeyChangePayload);
        var message = JsonWebSignature.Sign(newKey, account: null, url, nonce: null, change);
        await _client.PostAsync(Signer, url, message, AcmeJson.Default.JsonWebSignature, "the change of keys", cancellationToken);
        return new AcmeAccount(_client, newKey, Location);
    }

    /// <summary>Ends the account, for good (RFC 8555 section 7.3.6). Its certificates stay valid.</summary>
    public async Task DeactivateAsync(CancellationToken cancellationToken = default) => await _client.PostAsync(
        Signer, Location, new StatusPayload("deactivated"), AcmeJson.Default.StatusPayload, "the account's end", cancellationToken);

    /// <summary>Without anything secret.</summary>
    public override string ToString() => $"AcmeAccount {Location}";

    private Task<AuthorityAnswer> ReadAsync(Uri url, string purpose, CancellationToken cancellationToken) =>
        _client.PostAsync(Signer, url, ReadOnlyMemory<byte>.Empty, purpose, SignedRequests.Json, cancellationToken);
}
