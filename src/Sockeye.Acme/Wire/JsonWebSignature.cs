using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Sockeye.Acme.Wire;

/// <summary>A signed message in the flattened form, the only one that ACME has (RFC 7515 section 7.2.2, RFC 8555 section 6.2).</summary>
/// <param name="Protected">The header, base64url.</param>
/// <param name="Payload">What is signed, base64url; empty for POST-as-GET (RFC 8555 section 6.3).</param>
/// <param name="Signature">The signature, base64url.</param>
internal sealed record JsonWebSignature(string Protected, string Payload, string Signature)
{
    /// <summary>Signed by an account's key, which the header names by account or holds itself.</summary>
    public static JsonWebSignature Sign(AccountKey key, Uri? account, Uri url, string? nonce, ReadOnlySpan<byte> payload)
    {
        var header = new SignatureHeader
        {
            Alg = "ES256",
            Jwk = account is null ? key.PublicKey : null,
            Kid = account?.AbsoluteUri,
            Nonce = nonce,
            Url = url.AbsoluteUri,
        };
        return Make(header, payload, key.Sign);
    }

    /// <summary>External account binding: the account's public key under the other account's HMAC (RFC 8555 section 7.3.4).</summary>
    public static JsonWebSignature Bind(ExternalAccountBinding account, AccountKey key, Uri url)
    {
        var header = new SignatureHeader { Alg = "HS256", Kid = account.KeyId, Url = url.AbsoluteUri };
        var payload = JsonSerializer.SerializeToUtf8Bytes(key.PublicKey, AcmeJson.Default.JsonWebKey);
        return Make(header, payload, text => HMACSHA256.HashData(account.HmacKey, Encoding.ASCII.GetBytes(text)));
    }

    private static JsonWebSignature Make(SignatureHeader header, ReadOnlySpan<byte> payload, Func<string, byte[]> sign)
    {
        var first = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(header, AcmeJson.Default.SignatureHeader));
        var second = Base64Url.EncodeToString(payload);
        return new JsonWebSignature(first, second, Base64Url.EncodeToString(sign($"{first}.{second}")));
    }
}

/// <summary>The header of a signed message (RFC 8555 section 6.2): <c>jwk</c> or <c>kid</c>, never both.</summary>
internal sealed record SignatureHeader
{
    public required string Alg { get; init; }

    public JsonWebKey? Jwk { get; init; }

    public string? Kid { get; init; }

    /// <summary>Null only in messages inside of others.</summary>
    public string? Nonce { get; init; }

    public required string Url { get; init; }
}
