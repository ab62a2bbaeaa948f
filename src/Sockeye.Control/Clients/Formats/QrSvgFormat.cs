using QRCoder;

namespace Sockeye.Control.Clients.Formats;

/// <summary>The address as a QR code in an SVG image.</summary>
internal sealed class QrSvgFormat : IClientFormat
{
    private const int PixelsPerModule = 10;

    public string Name => "qr-svg";

    public string Description => "The socks5s:// address as a QR code, an SVG image";

    public ClientWay Way => ClientWay.Socks5;

    public ClientUdp Udp => ClientUdp.Tunnel;

    public ClientDocument Write(ClientProfile profile)
    {
        using var data = QrAddress.Encode(profile);
        using var code = new SvgQRCode(data);
        return ClientDocument.Text(code.GetGraphic(PixelsPerModule)) with
        {
            HasPassword = profile.Password is not null,
            Notes = ClientHeader.Lines(this, profile, trustsAuthority: false),
        };
    }
}
