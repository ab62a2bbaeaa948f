namespace Sockeye.Control.Configuration;

/// <summary>A certificate that an ACME authority issues (RFC 8555), and that is kept fresh.</summary>
public sealed record AcmeOptions
{
    /// <summary>Let's Encrypt's directory.</summary>
    public static readonly Uri LetsEncrypt = new("https://acme-v02.api.letsencrypt.org/directory");

    /// <summary>Let's Encrypt's directory for trials: generous limits, and a root that nobody trusts.</summary>
    public static readonly Uri LetsEncryptStaging = new("https://acme-staging-v02.api.letsencrypt.org/directory");

    /// <summary>Port 80 on all addresses.</summary>
    public static ListenAddress DefaultHttpListen => new(ListenAddress.Everywhere, 80);

    /// <summary>The name that inbounds and commands use.</summary>
    public required string Tag { get; init; }

    /// <summary>The domain names, in ASCII, lower case, without a dot at the end; a wildcard as <c>*.example.com</c>. At least one.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Where the authority may write to; null for none.</summary>
    public string? Email { get; init; }

    /// <summary>The authority's directory. Default: Let's Encrypt, which everyone trusts and nobody pays.</summary>
    public Uri Directory { get; init; } = LetsEncrypt;

    /// <summary>The authority's directory for trials, for <c>--dry-run</c>; null where none is known.</summary>
    public Uri? Staging { get; init; }

    /// <summary>PEM file of the authorities that may certify the directory itself, as a full path; null for the system's.</summary>
    public string? DirectoryAuthority { get; init; }

    /// <summary>How the authority is shown that the names are ours. Default tls-alpn-01: it needs no port but the proxy's own.</summary>
    public AcmeChallengeKind Challenge { get; init; } = AcmeChallengeKind.TlsAlpn;

    /// <summary>Where HTTP-01 is answered, while a challenge waits. Default: port 80 on all addresses, which is where authorities ask.</summary>
    public ListenAddress HttpListen { get; init; } = DefaultHttpListen;

    /// <summary>The authority's profile for the certificate, as in <c>shortlived</c>; null for the authority's choice.</summary>
    public string? Profile { get; init; }

    /// <summary>The certificate's key. Default ECDSA P-256: half the CPU of RSA at a handshake, and known to every client of TLS 1.3.</summary>
    public AcmeKeyKind Key { get; init; }

    /// <summary>Whether a renewed certificate keeps the key of the one before. Default false; true where clients pin the key.</summary>
    public bool ReuseKey { get; init; }

    /// <summary>The account that the authority knows us by already; null for none.</summary>
    public ExternalAccountOptions? ExternalAccount { get; init; }

    /// <summary>How TXT records are made, for DNS-01; null otherwise.</summary>
    public DnsOptions? Dns { get; init; }

    /// <summary>Where it stands in the file, for faults found later.</summary>
    public ConfigurationPlace Place { get; init; } = new(0, 0, "");
}

/// <summary>How the authority is shown that a name is ours.</summary>
public enum AcmeChallengeKind
{
    /// <summary>In a TLS handshake on port 443 (RFC 8737).</summary>
    TlsAlpn,

    /// <summary>By a page on port 80 (RFC 8555 section 8.3).</summary>
    Http,

    /// <summary>By a TXT record (RFC 8555 section 8.4); the only one for wildcards.</summary>
    Dns,
}

/// <summary>The kind of a certificate's key.</summary>
public enum AcmeKeyKind
{
    /// <summary>ECDSA on P-256.</summary>
    EcdsaP256,

    /// <summary>ECDSA on P-384.</summary>
    EcdsaP384,

    /// <summary>RSA with 2048 bits.</summary>
    Rsa2048,

    /// <summary>RSA with 4096 bits.</summary>
    Rsa4096,
}

/// <summary>External account binding (RFC 8555 section 7.3.4): ZeroSSL, Google and others want one.</summary>
/// <param name="KeyId">The key's identifier.</param>
/// <param name="HmacKey">The key, decoded from base64url.</param>
public sealed record ExternalAccountOptions(string KeyId, byte[] HmacKey)
{
    /// <inheritdoc/>
    public override string ToString() => $"ExternalAccountOptions {{ KeyId = {KeyId}, HmacKey = *** }}";
}
