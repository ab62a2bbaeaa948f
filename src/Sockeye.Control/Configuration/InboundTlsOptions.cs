namespace Sockeye.Control.Configuration;

/// <summary>Where an inbound's certificate comes from.</summary>
public enum InboundTlsKind
{
    /// <summary>This server's own local authority.</summary>
    LocalAuthority,

    /// <summary>Files of the operator, certificates by ACME, or both.</summary>
    Certificates,

    /// <summary>No TLS.</summary>
    None,
}

/// <summary>An inbound's TLS.</summary>
/// <param name="Kind">Where the certificate comes from.</param>
/// <param name="Certificates">The files, for <see cref="InboundTlsKind.Certificates"/>; chosen by SNI, the first is the default. Empty otherwise.</param>
/// <param name="Acme">The tags of certificates by ACME; they come behind the files. Until one of all is there the local authority's serves.</param>
public sealed record InboundTlsOptions(InboundTlsKind Kind, IReadOnlyList<CertificateFileOptions> Certificates, IReadOnlyList<string> Acme)
{
    /// <summary>The local authority's certificate.</summary>
    public static InboundTlsOptions LocalAuthority { get; } = new(InboundTlsKind.LocalAuthority, [], []);

    /// <summary>No TLS.</summary>
    public static InboundTlsOptions None { get; } = new(InboundTlsKind.None, [], []);
}

/// <summary>A certificate chain and its key in PEM files, as full paths.</summary>
/// <param name="Certificate">The chain, leaf first.</param>
/// <param name="Key">The private key; null where it stands in the same file.</param>
public sealed record CertificateFileOptions(string Certificate, string? Key);
