using System.Collections.Concurrent;
using System.Security.Cryptography;
using Sockeye.Acme;
using Sockeye.Control.Configuration;

namespace Sockeye.Control.Certificates.Managed;

/// <summary>Finds our account at an authority, and makes it where there is none: one for all certificates of a directory.</summary>
internal sealed class AccountSource(ICertificateStore store)
{
    // Two certificates of one authority that are issued at once shall not make two accounts; those of another don't wait for it.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new(StringComparer.Ordinal);

    /// <summary>The account. The key that it holds is the caller's to dispose.</summary>
    /// <exception cref="AcmeException">The authority refuses, or can't be reached.</exception>
    /// <exception cref="CertificateException">The store can't be used.</exception>
    public async Task<(AcmeAccount Account, AccountKey Key)> OpenAsync(AcmeClient client, AcmeOptions wish, Uri directory, CancellationToken cancellationToken)
    {
        var document = StoredAccount.DocumentOf(directory, wish.ExternalAccount);
        var gate = _gates.GetOrAdd(document, _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancellationToken);
        try
        {
            var stored = StoredAccount.TryRead(store, document);
            var key = stored is null ? AccountKey.Create() : KeyOf(stored, document);
            try
            {
                if (stored is null)
                {
                    // Before the authority knows it: who is killed in between finds the account again by its key.
                    stored = new StoredAccount(directory, key.ExportPem(), Location: null, Email: null);
                    stored.Write(store, document);
                }

                return (await OpenAsync(client, wish, stored, key, document, cancellationToken), key);
            }
            catch
            {
                key.Dispose();
                throw;
            }
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<AcmeAccount> OpenAsync(
        AcmeClient client, AcmeOptions wish, StoredAccount stored, AccountKey key, string document, CancellationToken cancellationToken)
    {
        if (stored.Location is { } location && stored.Email == wish.Email)
        {
            return AtPlace(client, key, location, document);
        }

        // An account that exists already comes back as it is (RFC 8555 section 7.3.1).
        var account = await client.RegisterAsync(
            key,
            new AccountRequest
            {
                Contacts = ContactsOf(wish),
                TermsOfServiceAgreed = true,
                ExternalAccount = wish.ExternalAccount is { } external ? new ExternalAccountBinding(external.KeyId, external.HmacKey) : null,
            },
            cancellationToken);
        if (stored.Location is not null)
        {
            await account.UpdateContactsAsync(ContactsOf(wish), cancellationToken);
        }

        (stored with { Location = account.Location, Email = wish.Email }).Write(store, document);
        return account;
    }

    /// <summary>Forgets where the authority has the account, as after it has lost it: the next time it is asked for by its key.</summary>
    public void Forget(AcmeOptions wish, Uri directory)
    {
        var document = StoredAccount.DocumentOf(directory, wish.ExternalAccount);
        if (StoredAccount.TryRead(store, document) is { Location: not null } stored)
        {
            (stored with { Location = null, Email = null }).Write(store, document);
        }
    }

    private static AccountKey KeyOf(StoredAccount stored, string document)
    {
        try
        {
            return AccountKey.Import(stored.KeyPem);
        }
        catch (CryptographicException error)
        {
            throw StoredAccount.Damaged(document, error);
        }
    }

    private static AcmeAccount AtPlace(AcmeClient client, AccountKey key, Uri location, string document)
    {
        try
        {
            return client.OpenAccount(key, location);
        }
        catch (ArgumentException error)
        {
            throw StoredAccount.Damaged(document, error);
        }
    }

    private static IReadOnlyList<string> ContactsOf(AcmeOptions wish) => wish.Email is { } email ? ["mailto:" + email] : [];
}
