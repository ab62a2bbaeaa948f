using Sockeye.Core.Net;

namespace Sockeye.Core.Routing;

/// <summary>What the router is asked.</summary>
/// <param name="InboundTag">Where the request came in.</param>
/// <param name="UserName">Whose it is.</param>
/// <param name="Email">His second name, or null.</param>
/// <param name="UserUpstream">The tag of the user's own upstream, or null.</param>
/// <param name="Network">What is to be carried.</param>
/// <param name="Destination">Where to.</param>
public sealed record RouteQuery(
    string InboundTag,
    string UserName,
    string? Email,
    string? UserUpstream,
    Network Network,
    Destination Destination);
