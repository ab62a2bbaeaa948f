using Sockeye.Control.Users;
using Sockeye.Engine.Outbounds;

namespace Sockeye.Control.Upstreams;

/// <summary>What is to be changed of an upstream; what is left out stays. The password has a method of its own.</summary>
public sealed record UpstreamChanges
{
    /// <summary>socks5, socks5s, http or https.</summary>
    public Change<string> Scheme { get; init; }

    /// <summary>A name, or an address without brackets.</summary>
    public Change<string> Host { get; init; }

    /// <summary>1 to 65535.</summary>
    public Change<int> Port { get; init; }

    /// <summary>The name to log in with; null takes name and password away.</summary>
    public Change<string?> UserName { get; init; }

    /// <summary>The authority's certificates in PEM; null takes them away.</summary>
    public Change<string?> CertificateAuthorityPem { get; init; }

    /// <summary>SHA-256 of the certificate, 32 bytes; null takes it away.</summary>
    public Change<ReadOnlyMemory<byte>?> PinSha256 { get; init; }

    /// <summary>The name in the certificate; null takes it away.</summary>
    public Change<string?> ServerName { get; init; }

    /// <summary>Whether it may be used.</summary>
    public Change<bool> Enabled { get; init; }

    /// <summary>What becomes of a CONNECT while it can't be had.</summary>
    public Change<UpstreamFallback> Fallback { get; init; }
}
