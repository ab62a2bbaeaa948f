namespace Sockeye.Control.Clients.Formats;

/// <summary>A proxy auto-configuration file, for browsers and systems. It has no place for a login: the browser asks.</summary>
internal sealed class PacFormat : IClientFormat
{
    public string Name => "pac";

    public string Description => "Browsers and systems, a PAC file";

    public ClientWay Way => ClientWay.Http;

    public ClientUdp Udp => ClientUdp.None;

    /// <summary>The function alone.</summary>
    public static string Function(ClientProfile profile) => $$"""
        function FindProxyForURL(url, host) {
          if (isPlainHostName(host) || /^127(\.[0-9]+){3}$/.test(host) || host === "::1" || host === "[::1]") {
            return "DIRECT";
          }
          return "{{(profile.IsTls ? "HTTPS" : "PROXY")}} {{profile.Authority}}";
        }

        """;

    public ClientDocument Write(ClientProfile profile) => ClientDocument.Text(
        ClientHeader.Comments("//", ClientHeader.Lines(this, profile, trustsAuthority: false, ClientSteps.BrowserAsks)) + Function(profile));
}
