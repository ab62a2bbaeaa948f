using Sockeye.Control.Configuration;
using Sockeye.Control.Importing.Xray;

namespace Sockeye.Control.Importing.Translation;

/// <summary>A port of the old system as an inbound of ours.</summary>
internal sealed record TranslatedInbound
{
    public required string Tag { get; init; }

    public required ListenAddress Listen { get; init; }

    /// <summary>As in <c>inbounds[].protocols</c>.</summary>
    public required IReadOnlyList<string> Protocols { get; init; }

    /// <summary>Whether it speaks TLS.</summary>
    public required bool IsTls { get; init; }

    /// <summary>The certificates, each with its key file or null where the key stands in the same file.</summary>
    public IReadOnlyList<(string File, string? Key, SourcePlace Place)> Certificates { get; init; } = [];

    /// <summary>The ranges from which a PROXY header is expected; empty for none.</summary>
    public IReadOnlyList<string> ProxyFrom { get; init; } = [];

    /// <summary>Whether it serves UDP; null where no file says.</summary>
    public bool? Udp { get; init; }

    /// <summary>The address that clients of the plain form of UDP are told, or null.</summary>
    public XrayText? UdpAddress { get; init; }

    /// <summary>The Xray inbound behind it, or null.</summary>
    public XrayInbound? Source { get; init; }

    /// <summary>Where it stands: HAProxy's <c>bind</c>, or Xray's inbound.</summary>
    public required SourcePlace Place { get; init; }
}
