using Sockeye.Core.Net;

namespace Sockeye.Control.Importing.ExternalProxies;

/// <summary>What was read of an <c>external_proxy.json</c>.</summary>
internal sealed record ExternalProxyConfiguration
{
    public required IReadOnlyList<ExternalProxy> Proxies { get; init; }

    /// <summary>The file's own <c>enabled</c>, and false where its <c>routing.mode</c> is disabled; true where it says nothing.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Whether <c>routing.mode</c> of the file, or of an active proxy, sends all traffic to the active proxy.</summary>
    public bool IsForAllTraffic { get; init; }

    /// <summary>Where <c>routing.mode</c> stands.</summary>
    public SourcePlace? ModePlace { get; init; }
}

/// <summary>One external proxy.</summary>
internal sealed record ExternalProxy
{
    /// <summary><c>id</c>, or <c>name</c> in the flat variant.</summary>
    public required string Id { get; init; }

    public required ProxyScheme Scheme { get; init; }

    /// <summary>A name, or an address without brackets.</summary>
    public required string Host { get; init; }

    public required ushort Port { get; init; }

    public string? UserName { get; init; }

    /// <summary>A secret.</summary>
    public string? Password { get; init; }

    /// <summary><c>tls.server_name</c>, or null: where it is the host, too.</summary>
    public string? ServerName { get; init; }

    /// <summary>The authority to trust instead of the system's, in PEM, which only Xray's outbound of the same tag can name; or null.</summary>
    public string? CertificateAuthorityPem { get; init; }

    /// <summary>Where <c>tls.allow_insecure</c> is true; null where it is not.</summary>
    public SourcePlace? AllowsInsecure { get; init; }

    /// <summary>
    /// Whether it is the one for all traffic: <c>active</c>, or <c>enabled</c> in the flat variant. In the nested variant
    /// the tools write false for every proxy but one, and users that name such a proxy went through it all the same.
    /// </summary>
    public bool IsActive { get; init; } = true;

    /// <summary>False only where the proxy's own <c>enabled</c> or <c>routing.mode</c> switches it off, for users that name it too.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>Where the proxy's own <c>routing.mode</c> asks for all traffic; null where it does not.</summary>
    public SourcePlace? AllTrafficPlace { get; init; }

    /// <summary>Whether what it can't carry may go out directly (<c>routing.fallback</c>); false, to block, is the default.</summary>
    public bool FallsBackToDirect { get; init; }

    /// <summary>Of the object.</summary>
    public required SourcePlace Place { get; init; }

    /// <summary>The address only.</summary>
    public override string ToString() => $"{Id} {ProxyUrl.NameOf(Scheme)}://***@{Host}:{Port}";
}
