using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sockeye.Control.Configuration;

namespace Sockeye.Control.Certificates.Managed;

/// <summary>An account at one authority: its key, and where the authority has it. A secret.</summary>
/// <param name="Directory">The authority's directory.</param>
/// <param name="KeyPem">The account's key.</param>
/// <param name="Location">The account's address; null until the authority has answered.</param>
/// <param name="Email">The contact that the authority has; null for none.</param>
internal sealed record StoredAccount(Uri Directory, string KeyPem, Uri? Location, string? Email)
{
    /// <summary>
    /// The account's document: one for each directory, and for each external account there. The authority's name is in it for
    /// whoever looks into the directory.
    /// </summary>
    public static string DocumentOf(Uri directory, ExternalAccountOptions? external)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{directory.AbsoluteUri}\n{external?.KeyId}"));
        var host = string.Concat(directory.IdnHost.Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-'));
        return $"accounts/{host}-{Convert.ToHexStringLower(hash.AsSpan(0, 8))}.json";
    }

    /// <summary>Reads an account; null where there is none.</summary>
    /// <exception cref="CertificateException">It can't be read; it is not made anew in silence, the authority may limit accounts.</exception>
    public static StoredAccount? TryRead(ICertificateStore store, string document)
    {
        if (store.TryRead(document) is not { } content)
        {
            return null;
        }

        try
        {
            var account = JsonSerializer.Deserialize(content, AccountJson.Default.StoredAccount);
            return account is { Directory: not null, KeyPem: not null, Location: null or { IsAbsoluteUri: true } } ? account : throw Damaged(document, inner: null);
        }
        catch (JsonException error)
        {
            throw Damaged(document, error);
        }
    }

    /// <summary>What to say of a document that is none of ours any more.</summary>
    public static CertificateException Damaged(string document, Exception? inner) =>
        new(document, $"{document} in the certificate store is damaged; remove it for a new account at the authority", inner);

    /// <summary>Writes it.</summary>
    public void Write(ICertificateStore store, string document) =>
        store.Write(document, JsonSerializer.SerializeToUtf8Bytes(this, AccountJson.Default.StoredAccount));

    /// <inheritdoc/>
    public override string ToString() => $"StoredAccount {{ Directory = {Directory}, Location = {Location}, KeyPem = *** }}";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(StoredAccount))]
internal sealed partial class AccountJson : JsonSerializerContext;
