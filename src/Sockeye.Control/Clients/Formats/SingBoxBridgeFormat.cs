using System.Text.Json.Nodes;

namespace Sockeye.Control.Clients.Formats;

/// <summary>sing-box's <c>socks</c> outbound to the bridge, with UDP over TCP (version 2), so that UDP goes inside TLS too.</summary>
internal sealed class SingBoxBridgeFormat : IClientFormat
{
    public string Name => "sing-box-bridge";

    public string Description => "sing-box, a SOCKS5 outbound with UDP over TCP";

    public ClientWay Way => ClientWay.Bridge;

    public ClientUdp Udp => ClientUdp.Tunnel;

    public ClientDocument Write(ClientProfile profile)
    {
        var outbound = new JsonObject
        {
            ["type"] = "socks",
            ["tag"] = "sockeye",
            ["server"] = ClientProfile.BridgeHost,
            ["server_port"] = ClientProfile.BridgePort,
            ["version"] = "5",
            ["udp_over_tcp"] = new JsonObject { ["enabled"] = true, ["version"] = 2 },
        };
        var comments = ClientHeader.Comments("//", ClientHeader.Lines(this, profile, trustsAuthority: true));
        return ClientDocument.Text(comments + JsonText.Write(new JsonObject { ["outbounds"] = new JsonArray(outbound) }));
    }
}
