namespace Sockeye.Control.Clients.Formats;

/// <summary>The <c>socks5s://</c> address alone: for <c>upstream add</c>, the bridge, and clients that read one.</summary>
internal sealed class UrlFormat : IClientFormat
{
    public string Name => "url";

    public string Description => "A socks5s:// address, for sockeye connect and other clients";

    public ClientWay Way => ClientWay.Socks5;

    public ClientUdp Udp => ClientUdp.Tunnel;

    public ClientDocument Write(ClientProfile profile) => ClientDocument.Text(profile.Socks5Url + "\n") with
    {
        HasPassword = profile.Password is not null,
        Notes = ClientHeader.Lines(this, profile, trustsAuthority: false),
    };
}
