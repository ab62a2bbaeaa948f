namespace Sockeye.FunctionalTests.Testing.Pebble;

/// <summary>How a <see cref="PebbleAuthority"/> behaves. The defaults are without chance: no nonce refused, no authorization used again.</summary>
internal sealed record PebbleOptions
{
    /// <summary>How many of a hundred good nonces are refused.</summary>
    public int NonceRejectPercent { get; init; }

    /// <summary>How many of a hundred orders get authorizations that are valid from before.</summary>
    public int AuthorizationReusePercent { get; init; }

    /// <summary>The keys of external accounts by their identifiers; where there is one, every account needs one.</summary>
    public IReadOnlyDictionary<string, byte[]> ExternalAccounts { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>Where HTTP-01 is looked at on 127.0.0.1; null for the challenge test server.</summary>
    public int? HttpPort { get; init; }

    /// <summary>Where TLS-ALPN-01 is looked at on 127.0.0.1; null for the challenge test server.</summary>
    public int? TlsPort { get; init; }

    /// <summary>The port of a DNS server on 127.0.0.1 (both UDP and TCP); null for the challenge test server, for whom every name is 127.0.0.1.</summary>
    public int? DnsPort { get; init; }

    /// <summary>The lifetime of certificates, in whole seconds; null for Pebble's five years.</summary>
    public TimeSpan? Validity { get; init; }

    /// <summary>How many other roots there are, each a chain of its own.</summary>
    public int AlternateRoots { get; init; }

    /// <summary>The authority's own port, to start one where another was; null for any.</summary>
    public int? Port { get; init; }
}
