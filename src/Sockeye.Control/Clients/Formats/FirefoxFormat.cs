using System.Text.Json.Nodes;

namespace Sockeye.Control.Clients.Formats;

/// <summary>
/// Firefox's <c>policies.json</c>: an HTTPS proxy can only be named by a PAC file, so one stands in a data: URL. JSON has
/// no comments.
/// </summary>
internal sealed class FirefoxFormat : IClientFormat
{
    public string Name => "firefox";

    public string Description => "Firefox, policies.json (/etc/firefox/policies)";

    public ClientWay Way => ClientWay.Http;

    public ClientUdp Udp => ClientUdp.None;

    public ClientDocument Write(ClientProfile profile)
    {
        var policies = new JsonObject
        {
            ["Proxy"] = new JsonObject
            {
                ["Mode"] = "autoConfig",
                ["AutoConfigURL"] = "data:application/x-ns-proxy-autoconfig," + Uri.EscapeDataString(PacFormat.Function(profile)),
            },
        };
        if (profile is { IsTls: true, AuthorityFile: { } file })
        {
            policies["Certificates"] = new JsonObject { ["Install"] = JsonText.Strings([file]) };
        }

        return ClientDocument.Text(JsonText.Write(new JsonObject { ["policies"] = policies })) with
        {
            Notes = ClientHeader.Lines(this, profile, trustsAuthority: true, ClientSteps.BrowserAsks),
        };
    }
}
