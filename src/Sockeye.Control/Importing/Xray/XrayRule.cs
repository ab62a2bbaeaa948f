using Sockeye.Core;

namespace Sockeye.Control.Importing.Xray;

/// <summary>One of <c>routing.rules</c>. One with a condition that isn't known here is refused by the reader and does not come this far.</summary>
internal sealed record XrayRule
{
    /// <summary><c>ruleTag</c>, or null.</summary>
    public string? Name { get; init; }

    /// <summary><c>inboundTag</c>; empty for every inbound.</summary>
    public IReadOnlyList<XrayText> Inbounds { get; init; } = [];

    /// <summary><c>user</c>; empty for every user.</summary>
    public IReadOnlyList<XrayText> Users { get; init; } = [];

    /// <summary><c>network</c>; empty for both.</summary>
    public IReadOnlyList<Network> Networks { get; init; } = [];

    public required XrayText Outbound { get; init; }

    /// <summary>Of the object.</summary>
    public required SourcePlace Place { get; init; }

    /// <summary>Whether it holds for everything.</summary>
    public bool IsUnconditional => Inbounds.Count == 0 && Users.Count == 0 && Networks.Count == 0;
}

/// <summary>The time limits of one level; null where the file says nothing.</summary>
internal sealed record XrayPolicy
{
    public (TimeSpan Value, SourcePlace Place)? Handshake { get; init; }

    public (TimeSpan Value, SourcePlace Place)? Idle { get; init; }

    public (TimeSpan Value, SourcePlace Place)? UplinkOnly { get; init; }

    public (TimeSpan Value, SourcePlace Place)? DownlinkOnly { get; init; }
}
