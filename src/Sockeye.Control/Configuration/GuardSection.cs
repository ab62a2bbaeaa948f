using Sockeye.Core.Net;

namespace Sockeye.Control.Configuration;

/// <summary>What the guard of direct outbounds lets through.</summary>
public sealed record GuardSection
{
    /// <summary>Ranges that are open although they are not public. Default: none, so that no client reaches into the networks behind the server.</summary>
    public IReadOnlyList<CidrRange> AllowPrivateNetworks { get; init; } = [];
}
