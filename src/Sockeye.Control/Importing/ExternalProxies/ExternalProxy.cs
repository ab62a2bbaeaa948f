using Sockeye.Core.Net;

namespace Sockeye.Control.Importing.ExternalProxies;

/// <summary>What was read of an <c>external_proxy.json</c>.</summary>
internal sealed record ExternalProxyConfiguration
{
    public required IReadOnlyList<ExternalProxy> Proxies { get; init; }

    /// <summary>The file's own <c>enabled</c>; true where it says nothing.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Whether <c>routing.mode</c> of the file sends all traffic to the active proxy.</summary>
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

    /// <summary><c>tls.server_name</c>, or null.</summary>
    public string? ServerName { get; init; }

    /// <summary>Where <c>tls.allow_insecure</c> is true; null where it is not.</summary>
    public SourcePlace? AllowsInsecure { get; init; }

    /// <summary>Whether it may be used: <c>active</c>, or <c>enabled</c> in the flat variant.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>Whether what it can't carry may go out directly (<c>routing.fallback</c>); false, to block, is the default.</summary>
    public bool FallsBackToDirect { get; init; }

    /// <summary>Of the object.</summary>
    public required SourcePlace Place { get; init; }

    /// <summary>The address only.</summary>
    public override string ToString() => $"{Id} {ProxyUrl.NameOf(Scheme)}://***@{Host}:{Port}";
}
