using QRCoder;

namespace Sockeye.Control.Clients.Formats;

/// <summary>The address as a QR code in a PNG image.</summary>
internal sealed class QrPngFormat : QrImageFormat
{
    public override string Name => "qr-png";

    public override string Description => "The socks5s:// address as a QR code, a PNG image";

    protected override ClientDocument Draw(QRCodeData data)
    {
        using var code = new PngByteQRCode(data);
        return ClientDocument.Binary(code.GetGraphic(PixelsPerModule));
    }
}
