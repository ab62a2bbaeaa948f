using System.Text.Json.Serialization;
using Sockeye.Engine.Outbounds;

namespace Sockeye.Control.Upstreams;

/// <summary>Everything that is stored of an upstream. Immutable; two of the same id and revision are equal in everything.</summary>
public sealed class UpstreamRecord
{
    /// <summary>The tag that users and rules name it by.</summary>
    public required string Id { get; init; }

    /// <summary>Grows with every change, and is never used again.</summary>
    public required long Revision { get; init; }

    /// <summary>socks5, socks5s, http or https.</summary>
    public required string Scheme { get; init; }

    /// <summary>A name, or an address without brackets.</summary>
    public required string Host { get; init; }

    /// <summary>1 to 65535.</summary>
    public required int Port { get; init; }

    /// <summary>The name to log in with, or null.</summary>
    public string? UserName { get; init; }

    /// <summary>The password to log in with, decrypted, or null; in no listing.</summary>
    [JsonIgnore]
    public string? Password { get; init; }

    /// <summary>Whether a password is stored, readable or not.</summary>
    public bool HasPassword { get; init; }

    /// <summary>The certificates of the authority to trust instead of the system's, in PEM, or null.</summary>
    public string? CertificateAuthorityPem { get; init; }

    /// <summary>SHA-256 that the upstream's certificate must have, 32 bytes, or null.</summary>
    public ReadOnlyMemory<byte>? PinSha256 { get; init; }

    /// <summary>The name to ask for and to check in the certificate, where it is not the host; or null.</summary>
    public string? ServerName { get; init; }

    /// <summary>What becomes of a CONNECT while it can't be had.</summary>
    public UpstreamFallback Fallback { get; init; }

    /// <summary>Whether it may be used.</summary>
    public required bool Enabled { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When anything of it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Why it cannot be used although it is enabled (its password cannot be decrypted), or null. It must then fail, never be gone around.</summary>
    public string? Unavailable { get; init; }

    /// <summary>The address only.</summary>
    public override string ToString() => $"{Id} {Scheme}://***@{Host}:{Port}";
}
