namespace Sockeye.Control.Clients.Formats;

/// <summary>What is typed into any program that has fields for a SOCKS5 proxy and none for TLS.</summary>
internal sealed class Socks5Format : IClientFormat
{
    public string Name => "socks5";

    public string Description => "Any program with a SOCKS5 setting: the address of the bridge";

    public ClientWay Way => ClientWay.Bridge;

    public ClientUdp Udp => ClientUdp.Associate;

    public ClientDocument Write(ClientProfile profile) => ClientDocument.Text($"socks5h://{ClientProfile.BridgeHost}:{ClientProfile.BridgePort}\n") with
    {
        Notes = ClientHeader.Lines(this, profile, trustsAuthority: true),
    };
}
