namespace Sockeye.Client;

/// <summary>Which proxy, as whom, and what proves that it is the one.</summary>
public sealed class SockeyeProxyOptions
{
    /// <summary>
    /// The proxy: <c>socks5s://[user[:password]@]host[:port]</c>, port 1080 where none is named (<c>socks5+tls</c> and
    /// <c>socks5-tls</c> are read too). <c>socks5://</c>, without TLS, only for loopback: the local bridge.
    /// </summary>
    public required Uri Server { get; init; }

    /// <summary>The user's name, 1 to 255 bytes of UTF-8; null for the one in <see cref="Server"/>, or for no login at all.</summary>
    public string? UserName { get; init; }

    /// <summary>The password, 1 to 255 bytes of UTF-8; null for the one in <see cref="Server"/>.</summary>
    public string? Password { get; init; }

    /// <summary>The name that the server's certificate must be for; null for the host of <see cref="Server"/>.</summary>
    public string? ServerName { get; init; }

    /// <summary>
    /// A PEM file of the authorities to trust instead of the system's, such as <c>ca.pem</c> of a server with a local
    /// authority; null for the system's.
    /// </summary>
    public string? CertificateAuthorityFile { get; init; }

    /// <summary>
    /// SHA-256 of the server's SubjectPublicKeyInfo, 32 bytes: where set, exactly this key is accepted, whatever the
    /// certificate's chain, name and dates. Empty, the default: the certificate is verified by its chain and name.
    /// </summary>
    public ReadOnlyMemory<byte> PinnedPublicKeySha256 { get; init; }

    /// <summary>
    /// The time for a whole opening: TCP, TLS, login, and the proxy's own dialling. Default 30 s, more than the 10 s that the
    /// proxy gives itself, so that its own answer is what one hears.
    /// </summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Nothing: it may hold a password.</summary>
    public override string ToString() => nameof(SockeyeProxyOptions);
}
