using System.Text.Json.Nodes;

namespace Sockeye.Control.Clients.Formats;

/// <summary>Firefox's <c>policies.json</c> for SOCKS5 by the bridge: nothing is asked, names are resolved by the server.</summary>
internal sealed class FirefoxBridgeFormat : IClientFormat
{
    public string Name => "firefox-bridge";

    public string Description => "Firefox with SOCKS5, policies.json (/etc/firefox/policies)";

    public ClientWay Way => ClientWay.Bridge;

    public ClientUdp Udp => ClientUdp.None;

    public ClientDocument Write(ClientProfile profile)
    {
        var proxy = new JsonObject
        {
            ["Mode"] = "manual",
            ["SOCKSProxy"] = $"{ClientProfile.BridgeHost}:{ClientProfile.BridgePort}",
            ["SOCKSVersion"] = 5,
            ["UseProxyForDNS"] = true,
        };
        return ClientDocument.Text(JsonText.Write(new JsonObject { ["policies"] = new JsonObject { ["Proxy"] = proxy } })) with
        {
            Notes = ClientHeader.Lines(this, profile, trustsAuthority: true),
        };
    }
}
