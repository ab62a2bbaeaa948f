namespace Sockeye.Control.Importing.Xray;

/// <summary>What was read of an Xray or v2ray configuration.</summary>
internal sealed record XrayConfiguration
{
    /// <summary>The inbounds of protocol socks, http and mixed, in the order of the file.</summary>
    public required IReadOnlyList<XrayInbound> Inbounds { get; init; }

    /// <summary>The inbounds of every other protocol: a HAProxy backend may point at one.</summary>
    public required IReadOnlyList<XrayForeignInbound> ForeignInbounds { get; init; }

    /// <summary>Every outbound in the order of the file; the first is the default.</summary>
    public required IReadOnlyList<XrayOutbound> Outbounds { get; init; }

    public required IReadOnlyList<XrayRule> Rules { get; init; }

    /// <summary>The time limits of each level, from <c>policy.levels</c>.</summary>
    public required IReadOnlyDictionary<int, XrayPolicy> Policies { get; init; }
}

/// <summary>A text with its place.</summary>
internal sealed record XrayText(string Text, SourcePlace Place);
