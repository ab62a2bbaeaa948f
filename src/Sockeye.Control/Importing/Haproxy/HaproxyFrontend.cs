using Sockeye.Core.Net;

namespace Sockeye.Control.Importing.Haproxy;

/// <summary>A <c>frontend</c>, or the front of a <c>listen</c>.</summary>
internal sealed record HaproxyFrontend
{
    public required string Name { get; init; }

    /// <summary>Of the section's first line.</summary>
    public required SourcePlace Place { get; init; }

    /// <summary>Whether it carries bytes (<c>mode tcp</c>, HAProxy's default); false for http, health and others.</summary>
    public required bool IsTcp { get; init; }

    public required IReadOnlyList<HaproxyBind> Binds { get; init; }

    /// <summary>Whether a <c>bind</c> line with TLS was refused, as <see cref="Notes"/> tell: it is not among <see cref="Binds"/>.</summary>
    public bool HasUnreadableTls { get; init; }

    /// <summary>The backend where no condition decides; for a <c>listen</c> its own name. Null where there is none.</summary>
    public HaproxyValue<string>? DefaultBackend { get; init; }

    /// <summary>The backends that <c>use_backend</c> chooses by a condition.</summary>
    public IReadOnlyList<HaproxyValue<string>> ConditionalBackends { get; init; } = [];

    /// <summary>The frontend's own <c>maxconn</c>, or null.</summary>
    public HaproxyValue<int>? MaximumConnections { get; init; }

    public HaproxyTimeouts Timeouts { get; init; } = new();

    /// <summary>The sources from which <c>tcp-request connection expect-proxy layer4 if { src … }</c> expects a PROXY header; empty where it stands nowhere.</summary>
    public IReadOnlyList<CidrRange> ExpectsProxyFrom { get; init; } = [];

    /// <summary>What is told of its lines where the section turns out to concern us; otherwise one line says that it does not.</summary>
    public IReadOnlyList<ImportNote> Notes { get; init; } = [];
}

/// <summary>A <c>bind</c> line: addresses with the settings that they share.</summary>
internal sealed record HaproxyBind
{
    public required SourcePlace Place { get; init; }

    /// <summary>Where it listens: <c>*:1080</c>, <c>:1080</c> and <c>ipv4@</c> are 0.0.0.0, <c>:::1080</c> and <c>ipv6@</c> are [::], with <c>v4v6</c> for both versions.</summary>
    public required IReadOnlyList<Configuration.ListenAddress> Addresses { get; init; }

    /// <summary>Whether it speaks TLS (<c>ssl</c>).</summary>
    public required bool IsTls { get; init; }

    /// <summary>The files of certificates with their keys, directories and lists read, in HAProxy's order: the first is the default. Full paths.</summary>
    public IReadOnlyList<HaproxyCertificate> Certificates { get; init; } = [];

    /// <summary><c>accept-proxy</c>: every connection begins with a PROXY header.</summary>
    public bool AcceptsProxy { get; init; }

    /// <summary>The line's <c>maxconn</c>, or null.</summary>
    public int? MaximumConnections { get; init; }
}

/// <summary>A certificate chain with its key: in the same file, or beside it in <c>FILE.key</c>.</summary>
internal sealed record HaproxyCertificate(string File, string? KeyFile, SourcePlace Place);

/// <summary>The time limits of a section, those of <c>defaults</c> included; null where none is set.</summary>
internal sealed record HaproxyTimeouts
{
    public HaproxyValue<TimeSpan>? Client { get; init; }

    public HaproxyValue<TimeSpan>? Server { get; init; }

    public HaproxyValue<TimeSpan>? Tunnel { get; init; }

    public HaproxyValue<TimeSpan>? ClientFin { get; init; }

    public HaproxyValue<TimeSpan>? ServerFin { get; init; }

    public HaproxyValue<TimeSpan>? Connect { get; init; }
}
