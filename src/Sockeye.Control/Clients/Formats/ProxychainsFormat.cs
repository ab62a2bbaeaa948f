namespace Sockeye.Control.Clients.Formats;

/// <summary>proxychains-ng (proxychains4): SOCKS5 without TLS, so by the bridge, which asks for no password.</summary>
internal sealed class ProxychainsFormat : IClientFormat
{
    public string Name => "proxychains";

    public string Description => "proxychains4, its configuration file (proxychains4 -f FILE PROGRAM)";

    public ClientWay Way => ClientWay.Bridge;

    public ClientUdp Udp => ClientUdp.None;

    public ClientDocument Write(ClientProfile profile) => ClientDocument.Text(
        ClientHeader.Comments("#", ClientHeader.Lines(this, profile, trustsAuthority: true))
        + $"strict_chain\nproxy_dns\n\n[ProxyList]\nsocks5 {ClientProfile.BridgeHost} {ClientProfile.BridgePort}\n");
}
