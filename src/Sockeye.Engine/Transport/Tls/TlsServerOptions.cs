namespace Sockeye.Engine.Transport.Tls;

/// <summary>How a TLS port answers. TLS 1.3 only, its three AEAD suites; that is not an option.</summary>
public sealed class TlsServerOptions
{
    /// <summary>The certificates, chosen by SNI; the first is the default for no or an unknown name.</summary>
    public required IReadOnlyList<TlsCertificate> Certificates { get; init; }

    /// <summary>The ALPN names offered. A client with none, or with other names only, still gets through.</summary>
    public IReadOnlyList<string> ApplicationProtocols { get; init; } = ["http/1.1"];

    /// <summary>How often the ticket keys are replaced; a ticket lives for two periods. 12 h: well under the 7 days of RFC 8446 section 4.6.1.</summary>
    public TimeSpan TicketKeyRotation { get; init; } = TimeSpan.FromHours(12);

    /// <summary>
    /// The certificate that answers an authority's challenge for a name (TLS-ALPN-01, RFC 8737 section 3), or null where none
    /// waits; null, the default, answers none. Asked inside the handshake, on its thread, for hellos that offer
    /// <c>acme-tls/1</c> and have a name, which is in ASCII and lower case. What it throws counts as none.
    /// </summary>
    public Func<string, TlsCertificate?>? ChallengeCertificate { get; init; }
}
