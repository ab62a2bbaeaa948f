using System.Security.Cryptography.X509Certificates;

namespace Sockeye.Engine.Transport.Tls;

/// <summary>How we speak TLS 1.2 or 1.3 to an upstream. Verification is on; there is no way to turn it off.</summary>
public sealed class TlsClientOptions
{
    /// <summary>The name or IP literal that the certificate must be for; a name is sent as SNI (RFC 6066 section 3: a literal is not).</summary>
    public required string ServerName { get; init; }

    /// <summary>The authorities to trust instead of the system's, or null for the system's.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>SHA-256 of the server's SubjectPublicKeyInfo: when set, exactly this key is accepted, whatever its chain and name.</summary>
    public ReadOnlyMemory<byte>? PinnedKeySha256 { get; init; }
}
