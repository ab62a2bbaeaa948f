using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Sockeye.Acme;

/// <summary>What proves control of one name to the authority (RFC 8555 section 8.1).</summary>
/// <param name="Identifier">The name, without the <c>*.</c> of a wildcard and without a dot at its end.</param>
/// <param name="Token">The authority's token, base64url; the last segment of HTTP-01's path.</param>
/// <param name="KeyAuthorization">Token and the account key's thumbprint, joined by a dot: HTTP-01's content.</param>
public sealed record ChallengeAnswer(string Identifier, string Token, string KeyAuthorization)
{
    /// <summary>SHA-256 of the key authorization, 32 bytes: what stands in TLS-ALPN-01's extension (RFC 8737 section 3).</summary>
    public byte[] Digest => SHA256.HashData(Encoding.ASCII.GetBytes(KeyAuthorization));

    /// <summary>DNS-01's record name without a dot at its end, as in <c>_acme-challenge.example.com</c> (RFC 8555 section 8.4).</summary>
    public string DnsRecordName => "_acme-challenge." + Identifier;

    /// <summary>DNS-01's TXT value: the digest in base64url without padding, 43 characters.</summary>
    public string DnsRecordValue => Base64Url.EncodeToString(Digest);

    /// <summary>HTTP-01's path (RFC 8555 section 8.3).</summary>
    public string HttpPath => "/.well-known/acme-challenge/" + Token;
}
