using System.Text;
using System.Text.Json.Serialization;

namespace Sockeye.Acme.Wire;

/// <summary>A public key on P-256 (RFC 7518 section 6.2.1).</summary>
/// <param name="X">The point's x, base64url.</param>
/// <param name="Y">The point's y, base64url.</param>
internal sealed record JsonWebKey(string X, string Y)
{
    // Members in the order of RFC 7638 section 3.3, though only the thumbprint needs it.
    [JsonPropertyOrder(-2)]
    public string Crv { get; } = "P-256";

    [JsonPropertyOrder(-1)]
    public string Kty { get; } = "EC";

    /// <summary>What the thumbprint is made of (RFC 7638 section 3): the required members in lexical order, without spaces.</summary>
    public byte[] ForThumbprint() => Encoding.ASCII.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{X}}","y":"{{Y}}"}""");
}
