using Sockeye.Core.Net;

namespace Sockeye.Control.Importing.Xray;

/// <summary>A way out.</summary>
internal sealed record XrayOutbound
{
    /// <summary>Its tag, or null.</summary>
    public XrayText? Tag { get; init; }

    public required XrayOutboundKind Kind { get; init; }

    /// <summary>The word in the file.</summary>
    public required string Protocol { get; init; }

    /// <summary>The proxy, for <see cref="XrayOutboundKind.Proxy"/>.</summary>
    public XrayProxy? Proxy { get; init; }

    /// <summary>Of the object.</summary>
    public required SourcePlace Place { get; init; }
}

/// <summary>What an outbound does.</summary>
internal enum XrayOutboundKind
{
    /// <summary><c>freedom</c>: straight to the target.</summary>
    Direct,

    /// <summary><c>blackhole</c>.</summary>
    Block,

    /// <summary><c>socks</c> or <c>http</c>.</summary>
    Proxy,

    /// <summary>Anything else: it can't be had here, and what is routed to it fails closed.</summary>
    Foreign,
}

/// <summary>An external proxy as Xray names it.</summary>
internal sealed record XrayProxy
{
    public required ProxyScheme Scheme { get; init; }

    /// <summary>A name, or an address without brackets.</summary>
    public required string Host { get; init; }

    public required ushort Port { get; init; }

    public string? UserName { get; init; }

    /// <summary>A secret.</summary>
    public string? Password { get; init; }

    /// <summary><c>tlsSettings.serverName</c>, or null: where it is the host, too.</summary>
    public string? ServerName { get; init; }

    /// <summary>A PEM file of authorities from <c>tlsSettings.certificates</c> with usage verify, as a full path; or null.</summary>
    public string? CertificateAuthority { get; init; }

    /// <summary>Where <c>allowInsecure</c> is true; null where it is not.</summary>
    public SourcePlace? AllowsInsecure { get; init; }

    /// <summary>The address only.</summary>
    public override string ToString() =>
        $"{ProxyUrl.NameOf(Scheme)}://{(UserName is null ? "" : "***@")}{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}";
}
