using System.Text;
using Sockeye.Core.Net;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Transport.Tls;

namespace Sockeye.Engine.Outbounds;

/// <summary>An upstream proxy.</summary>
public sealed record UpstreamOptions
{
    /// <summary>The outbound's tag.</summary>
    public required string Tag { get; init; }

    /// <summary>How the proxy is spoken to.</summary>
    public required ProxyScheme Scheme { get; init; }

    /// <summary>The proxy's name or address, an IPv6 address with or without brackets.</summary>
    public required string Host { get; init; }

    /// <summary>The proxy's port.</summary>
    public required ushort Port { get; init; }

    /// <summary>The user name, 1 to 255 bytes of UTF-8; null for a proxy without a login.</summary>
    public string? UserName { get; init; }

    /// <summary>The password, up to 255 bytes; SOCKS5 wants at least one (RFC 1929 section 2).</summary>
    public ReadOnlyMemory<byte> Password { get; init; }

    /// <summary>How TLS is spoken where the scheme says so; null: the system's authorities, and <see cref="Host"/> as the server's name.</summary>
    public TlsClientOptions? Tls { get; init; }

    /// <summary>How it carries UDP.</summary>
    public UpstreamUdp Udp { get; init; }

    /// <summary>
    /// Whether greeting, login and request are sent together (SOCKS5 only). For a server of our own kind: many others take one
    /// receive for one message.
    /// </summary>
    public bool Pipelined { get; init; }

    /// <summary>How many connections are kept ready, hands shaken and logged in; 0 for none. Only where <see cref="Pipelined"/>.</summary>
    public int ReadyConnections { get; init; }

    /// <summary>
    /// The limit for reaching the upstream, TLS included, inside the dial limit; null for the dial limit alone. For one whose
    /// answer must be waited for longer than an upstream that is away. For a CONNECT through SOCKS5 that isn't
    /// <see cref="Pipelined"/>, greeting and login are included too.
    /// </summary>
    public TimeSpan? ReachTimeout { get; init; }

    /// <summary>
    /// Told how each try at the upstream ended, on any thread: null where it was reached and took the login. A refusal of a
    /// target (<see cref="DialErrorKind.UpstreamRefused"/>) is told too.
    /// </summary>
    public Action<DialError?>? Observer { get; init; }

    /// <summary>Whether the scheme says TLS.</summary>
    public bool UsesTls => Scheme is ProxyScheme.Socks5Tls or ProxyScheme.HttpTls;

    /// <summary>Whether the proxy speaks HTTP CONNECT; SOCKS5 otherwise.</summary>
    public bool UsesHttp => Scheme is ProxyScheme.Http or ProxyScheme.HttpTls;

    /// <summary>What makes this upstream unusable, for the operator and without secrets; null where nothing does.</summary>
    public string? FindFault()
    {
        if (Port == 0 || !Destination.TryFromHost(Host, Port, out _))
        {
            return "its host is neither a name nor an address, or its port is 0";
        }

        if (UserName is null)
        {
            return null;
        }

        if (Encoding.UTF8.GetByteCount(UserName) is 0 or > 255 || Password.Length > 255)
        {
            return "its user name must have 1 to 255 bytes, and its password no more than 255";
        }

        if (UsesHttp)
        {
            return UserName.Contains(':', StringComparison.Ordinal)
                ? "the user name of an HTTP proxy cannot hold a colon (RFC 7617 section 2)"
                : null;
        }

        return Password.IsEmpty ? "it has a user name but no password, and SOCKS5 cannot send an empty one (RFC 1929 section 2)" : null;
    }

    /// <summary>Tag and address; a login shows as <c>***</c>.</summary>
    public override string ToString() => $"{Tag} ({Scheme}://{(UserName is null ? "" : "***@")}{Host}:{Port})";
}
