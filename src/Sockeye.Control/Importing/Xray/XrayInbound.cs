using System.Net;

namespace Sockeye.Control.Importing.Xray;

/// <summary>An inbound that takes proxy clients.</summary>
internal sealed record XrayInbound
{
    /// <summary>Its tag, or null.</summary>
    public XrayText? Tag { get; init; }

    public required XrayInboundProtocol Protocol { get; init; }

    /// <summary>Where it listens; 0.0.0.0, Xray's default, where it says nothing.</summary>
    public required IPAddress Address { get; init; }

    public required ushort Port { get; init; }

    public required IReadOnlyList<XrayAccount> Accounts { get; init; }

    /// <summary>Whether it serves UDP ASSOCIATE (<c>settings.udp</c>), with its place; null where it says nothing.</summary>
    public XrayFlag? Udp { get; init; }

    /// <summary>The address that UDP clients are told (<c>settings.ip</c>), or null.</summary>
    public XrayText? UdpAddress { get; init; }

    /// <summary>Its own TLS, or null.</summary>
    public XrayServerTls? Tls { get; init; }

    /// <summary>Whether every connection begins with a PROXY header (<c>streamSettings.sockopt.acceptProxyProtocol</c>).</summary>
    public bool AcceptsProxy { get; init; }

    /// <summary>The level whose policy holds for its users.</summary>
    public int Level { get; init; }

    /// <summary>Of the object.</summary>
    public required SourcePlace Place { get; init; }
}

/// <summary>What an inbound speaks.</summary>
internal enum XrayInboundProtocol
{
    Socks,
    Http,

    /// <summary>Both, as Xray's <c>mixed</c>.</summary>
    Mixed,
}

/// <summary>A flag with its place.</summary>
internal sealed record XrayFlag(bool Value, SourcePlace Place);

/// <summary>One of an inbound's <c>accounts</c>.</summary>
internal sealed record XrayAccount(string User, ImportedPassword Password, SourcePlace Place);

/// <summary>An inbound's own TLS: files as full paths.</summary>
internal sealed record XrayServerTls(IReadOnlyList<(string Certificate, string Key)> Certificates, SourcePlace Place);

/// <summary>An inbound of a protocol that is none of ours, such as vless.</summary>
internal sealed record XrayForeignInbound(string Protocol, ushort? Port, SourcePlace Place);
