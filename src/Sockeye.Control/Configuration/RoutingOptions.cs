using Sockeye.Core;
using Sockeye.Core.Routing;

namespace Sockeye.Control.Configuration;

/// <summary>Which way out a request takes: the first rule that holds, then the user's own upstream, then the default.</summary>
public sealed record RoutingOptions
{
    /// <summary>The rules from top to bottom. Default: none.</summary>
    public IReadOnlyList<RuleOptions> Rules { get; init; } = [];

    /// <summary>The outbound where nothing else decides. Default <c>direct</c>: that is what a proxy is expected to do.</summary>
    public string Default { get; init; } = WellKnownOutbounds.Direct;
}

/// <summary>A routing rule: every condition that is given must hold.</summary>
public sealed record RuleOptions
{
    /// <summary>Its name in explanations and logs. Default: its place, as in <c>routing.rules[0]</c>, which is where one goes to change it.</summary>
    public required string Name { get; init; }

    /// <summary>Tags of inbounds, any of which fits. Default: every inbound.</summary>
    public IReadOnlyList<string> Inbounds { get; init; } = [];

    /// <summary>Names or e-mails of users, any of which fits. Default: every user.</summary>
    public IReadOnlyList<string> Users { get; init; } = [];

    /// <summary>What is carried, <c>tcp</c> or <c>udp</c>. Default: both.</summary>
    public IReadOnlyList<Network> Networks { get; init; } = [];

    /// <summary>The outbound's tag: one of the file, an upstream of the database, <c>direct</c> or <c>block</c>.</summary>
    public required string Outbound { get; init; }
}
