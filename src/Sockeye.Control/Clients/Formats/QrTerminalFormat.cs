using QRCoder;

namespace Sockeye.Control.Clients.Formats;

/// <summary>The address as a QR code of block characters, two modules a character: light ones are drawn, as dark terminals need it.</summary>
internal sealed class QrTerminalFormat : IClientFormat
{
    public string Name => "qr";

    public string Description => "The socks5s:// address as a QR code in the terminal";

    public ClientWay Way => ClientWay.Socks5;

    public ClientUdp Udp => ClientUdp.Tunnel;

    public ClientDocument Write(ClientProfile profile)
    {
        using var data = QrAddress.Encode(profile);
        using var code = new AsciiQRCode(data);
        return ClientDocument.Text(code.GetGraphicSmall(drawQuietZones: true, invert: false) + "\n") with
        {
            HasPassword = profile.Password is not null,
            Notes = ClientHeader.Lines(this, profile, trustsAuthority: false),
        };
    }
}
