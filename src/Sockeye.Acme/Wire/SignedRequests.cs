using System.Net.Http.Headers;
using System.Text.Json;

namespace Sockeye.Acme.Wire;

/// <summary>Signed requests (RFC 8555 section 6.2), each with a nonce of the pool or a new one (section 7.2).</summary>
internal sealed class SignedRequests(AuthorityConnection connection, Authority authority)
{
    /// <summary>What an ACME answer is, nearly always.</summary>
    public const string Json = "application/json";

    // A nonce of the error itself is as fresh as can be: an authority that refuses so many of them is broken.
    private const int MaximumNonceRetries = 10;

    private readonly NoncePool _nonces = new();

    /// <summary>Sends one; the answer is done.</summary>
    /// <param name="signer">The key, and the account's address unless it is not known yet.</param>
    /// <param name="url">Where to.</param>
    /// <param name="payload">JSON; empty for POST-as-GET (section 6.3).</param>
    /// <param name="purpose">What for, as the object of a sentence.</param>
    /// <param name="newNonce">Where nonces are had.</param>
    /// <param name="accept">The answer's media type.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<AuthorityAnswer> PostAsync(
        Signer signer, Uri url, ReadOnlyMemory<byte> payload, string purpose, Uri newNonce, string accept, CancellationToken cancellationToken)
    {
        for (var retries = 0; ; retries++)
        {
            var nonce = _nonces.TryTake() ?? await NewNonceAsync(newNonce, cancellationToken);
            var message = JsonWebSignature.Sign(signer.Key, signer.Account, url, nonce, payload.Span);
            var answer = await connection.SendAsync(ToRequest(url, message, accept), purpose, cancellationToken);
            _nonces.Add(answer.Nonce);
            if (answer.Problem?.Type != AcmeErrorType.BadNonce || retries == MaximumNonceRetries)
            {
                return answer.EnsureDone();
            }
        }
    }

    private static HttpRequestMessage ToRequest(Uri url, JsonWebSignature message, string accept)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(message, AcmeJson.Default.JsonWebSignature));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/jose+json");
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        return request;
    }

    private async Task<string> NewNonceAsync(Uri newNonce, CancellationToken cancellationToken)
    {
        var answer = await connection.SendAsync(new HttpRequestMessage(HttpMethod.Head, newNonce), "the request for a nonce", cancellationToken);
        return answer.EnsureDone().Nonce ?? throw authority.Fault("gives no nonce that is one");
    }
}

/// <summary>Who signs.</summary>
/// <param name="Key">The key.</param>
/// <param name="Account">The account's address; null where the key itself stands in the message.</param>
internal readonly record struct Signer(AccountKey Key, Uri? Account);
