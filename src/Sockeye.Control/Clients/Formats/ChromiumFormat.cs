namespace Sockeye.Control.Clients.Formats;

/// <summary>Chromium's and Chrome's command line. It has no place for a login: the browser asks.</summary>
internal sealed class ChromiumFormat : IClientFormat
{
    public string Name => "chromium";

    public string Description => "Chromium, Chrome, Edge: the command line";

    public ClientWay Way => ClientWay.Http;

    public ClientUdp Udp => ClientUdp.None;

    public ClientDocument Write(ClientProfile profile) => ClientDocument.Text(
        ClientHeader.Comments("#", ClientHeader.Lines(this, profile, trustsAuthority: false, ClientSteps.NssTrust(profile)))
        + $"chromium --proxy-server={ShellText.Quote(profile.HttpServer)}\n");
}
