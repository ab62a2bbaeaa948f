using Sockeye.Engine.Outbounds;

namespace Sockeye.Control.Upstreams;

/// <summary>An upstream to be added.</summary>
public sealed record NewUpstream
{
    /// <summary>The tag that users and rules name it by; see <see cref="UpstreamId"/>.</summary>
    public required string Id { get; init; }

    /// <summary>socks5, socks5s, http or https.</summary>
    public required string Scheme { get; init; }

    /// <summary>A name, or an address without brackets.</summary>
    public required string Host { get; init; }

    /// <summary>1 to 65535.</summary>
    public required int Port { get; init; }

    /// <summary>The name to log in with, or null.</summary>
    public string? UserName { get; init; }

    /// <summary>The password to log in with, or null; needs a name.</summary>
    public string? Password { get; init; }

    /// <summary>The certificates of the authority to trust instead of the system's, in PEM, or null.</summary>
    public string? CertificateAuthorityPem { get; init; }

    /// <summary>SHA-256 that the upstream's certificate must have, 32 bytes, or null.</summary>
    public ReadOnlyMemory<byte>? PinSha256 { get; init; }

    /// <summary>The name to ask for and to check in the certificate, where it is not the host; or null.</summary>
    public string? ServerName { get; init; }

    /// <summary>What becomes of a CONNECT while it can't be had.</summary>
    public UpstreamFallback Fallback { get; init; }

    /// <summary>Whether it may be used.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The address only.</summary>
    public override string ToString() => $"{Id} {Scheme}://***@{Host}:{Port}";
}
