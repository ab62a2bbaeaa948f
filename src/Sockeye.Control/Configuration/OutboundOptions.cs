using Sockeye.Core.Net;
using Sockeye.Engine.Outbounds;

namespace Sockeye.Control.Configuration;

/// <summary>A proxy that requests may be sent through.</summary>
public sealed record OutboundOptions
{
    /// <summary>The name that rules use; never <c>direct</c> or <c>block</c>.</summary>
    public required string Tag { get; init; }

    /// <summary>The proxy with its scheme and credentials.</summary>
    public required ProxyUrl Url { get; init; }

    /// <summary>How its certificate is verified. Default: against the system's authorities and the URL's host, as every client does.</summary>
    public OutboundTlsOptions Tls { get; init; } = new();

    /// <summary>How it carries UDP. Default: what it has, inside its TLS first.</summary>
    public UpstreamUdp Udp { get; init; }

    /// <summary>What becomes of a CONNECT while it can't be had. Default: refused, so that nothing leaves by another way than the one that was set.</summary>
    public UpstreamFallback Fallback { get; init; }

    /// <summary>Where it stands in the file, for faults found later.</summary>
    public ConfigurationPlace Place { get; init; } = new(0, 0, "");
}

/// <summary>How the certificate of an upstream proxy is verified. There is no way to turn it off.</summary>
public sealed record OutboundTlsOptions
{
    /// <summary>The name that the certificate must be for, sent as SNI. Default null: the URL's host.</summary>
    public string? ServerName { get; init; }

    /// <summary>A PEM file of the authorities to trust instead of the system's, as a full path. Default null: the system's.</summary>
    public string? CertificateAuthority { get; init; }

    /// <summary>SHA-256 of the server's SubjectPublicKeyInfo; when set exactly this key is accepted. Default null: chain and name decide.</summary>
    public ReadOnlyMemory<byte>? PinSha256 { get; init; }
}
