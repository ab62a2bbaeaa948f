using System.Collections.Immutable;
using Sockeye.Core.Net;

namespace Sockeye.Control.Importing.Haproxy.Proxies;

/// <summary>What a section takes over from its <c>defaults</c> and hands on where it is one itself.</summary>
internal sealed record ProxySettings
{
    public bool IsTcp { get; init; } = true;

    /// <summary>Where <c>disabled</c> stands, and no <c>enabled</c> behind it; or null.</summary>
    public SourcePlace? Disabled { get; init; }

    public HaproxyValue<string>? DefaultBackend { get; init; }

    public HaproxyValue<int>? MaximumConnections { get; init; }

    public HaproxyTimeouts Timeouts { get; init; } = new();

    /// <summary>From <c>default-server</c>: whether servers speak TLS, and whether they are disabled.</summary>
    public (bool IsTls, bool IsDisabled) Servers { get; init; }

    public ImmutableList<CidrRange> ExpectsProxyFrom { get; init; } = [];

    /// <summary>Whether <c>tcp-request connection accept</c> stands above, which ends the search for a rule.</summary>
    public bool AcceptsEarly { get; init; }

    /// <summary>The rules of HTTP that keep clients out, in the order of the file.</summary>
    public ImmutableList<SourcePlace> HttpGates { get; init; } = [];

    /// <summary>The named conditions that are a list of sources and nothing else; null for the others.</summary>
    public ImmutableDictionary<string, ImmutableList<CidrRange>?> Conditions { get; init; } =
        ImmutableDictionary.Create<string, ImmutableList<CidrRange>?>(StringComparer.Ordinal);

    /// <summary>What can't be taken over of the <c>defaults</c> and is no fault unless a section that concerns us inherits it.</summary>
    public IReadOnlyList<ImportNote> FrontRefusals { get; init; } = [];

    /// <summary>As <see cref="FrontRefusals"/>, for backends.</summary>
    public IReadOnlyList<ImportNote> BackRefusals { get; init; } = [];
}
