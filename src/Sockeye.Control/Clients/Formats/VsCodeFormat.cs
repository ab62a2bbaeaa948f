using System.Text.Json.Nodes;

namespace Sockeye.Control.Clients.Formats;

/// <summary>Visual Studio Code's <c>settings.json</c>, which may have comments.</summary>
internal sealed class VsCodeFormat : IClientFormat
{
    public string Name => "vscode";

    public string Description => "Visual Studio Code, a part of settings.json";

    public ClientWay Way => ClientWay.Http;

    public ClientUdp Udp => ClientUdp.None;

    public ClientDocument Write(ClientProfile profile) => ClientDocument.Text(
        ClientHeader.Comments("//", ClientHeader.Lines(this, profile, trustsAuthority: false, ClientSteps.Password(profile)))
        + JsonText.Write(new JsonObject { ["http.proxy"] = profile.HttpUrl, ["http.proxyStrictSSL"] = true })) with
    {
        HasPassword = profile.Password is not null,
    };
}
