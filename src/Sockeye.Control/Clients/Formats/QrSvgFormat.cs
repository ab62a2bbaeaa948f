using QRCoder;

namespace Sockeye.Control.Clients.Formats;

/// <summary>The address as a QR code in an SVG image.</summary>
internal sealed class QrSvgFormat : QrImageFormat
{
    public override string Name => "qr-svg";

    public override string Description => "The socks5s:// address as a QR code, an SVG image";

    protected override ClientDocument Draw(QRCodeData data)
    {
        using var code = new SvgQRCode(data);
        return ClientDocument.Text(code.GetGraphic(PixelsPerModule));
    }
}
