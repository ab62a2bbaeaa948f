using System.Text.Json.Nodes;

namespace Sockeye.Control.Clients.Formats;

/// <summary>Chromium's enterprise policy <c>ProxySettings</c>. JSON has no comments.</summary>
internal sealed class ChromiumPolicyFormat : IClientFormat
{
    public string Name => "chromium-policy";

    public string Description => "Chromium, Chrome, Edge: a policy file (/etc/chromium/policies/managed)";

    public ClientWay Way => ClientWay.Http;

    public ClientUdp Udp => ClientUdp.None;

    public ClientDocument Write(ClientProfile profile)
    {
        var settings = new JsonObject { ["ProxyMode"] = "fixed_servers", ["ProxyServer"] = profile.HttpServer };
        return ClientDocument.Text(JsonText.Write(new JsonObject { ["ProxySettings"] = settings })) with
        {
            Notes = ClientHeader.Lines(this, profile, trustsAuthority: false, ClientSteps.NssTrust(profile)),
        };
    }
}
