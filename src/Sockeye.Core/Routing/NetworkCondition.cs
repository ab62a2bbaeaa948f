namespace Sockeye.Core.Routing;

/// <summary>The request is for a byte stream, or for datagrams.</summary>
public sealed class NetworkCondition(IReadOnlyCollection<Network> networks) : RouteCondition
{
    private readonly string _description = $"network {OneOf([.. networks.Distinct().Order().Select(NameOf)])}";

    /// <summary>The name in rules: <c>tcp</c> or <c>udp</c>.</summary>
    public static string NameOf(Network network) => network == Network.Udp ? "udp" : "tcp";

    /// <inheritdoc/>
    public override bool Holds(RouteQuery query) => networks.Contains(query.Network);

    /// <inheritdoc/>
    public override string Describe() => _description;
}
