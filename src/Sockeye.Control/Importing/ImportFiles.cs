namespace Sockeye.Control.Importing;

/// <summary>The files of the HAProxy and Xray system that are read, any of them; as the operator named them.</summary>
/// <param name="Haproxy">HAProxy's configuration (<c>haproxy.cfg</c>), or null.</param>
/// <param name="Xray">Xray's or v2ray's configuration (<c>xray_config.json</c>), or null.</param>
/// <param name="Users">The users' list (<c>users.json</c>), or null.</param>
/// <param name="ExternalProxies">The list of external proxies (<c>external_proxy.json</c>), or null.</param>
public sealed record ImportFiles(string? Haproxy, string? Xray, string? Users, string? ExternalProxies)
{
    /// <summary>Those that are named.</summary>
    public IEnumerable<string> All => new[] { Haproxy, Xray, Users, ExternalProxies }.OfType<string>();
}
