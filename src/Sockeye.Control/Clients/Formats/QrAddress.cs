using QRCoder;

namespace Sockeye.Control.Clients.Formats;

/// <summary>What the QR codes hold: the <c>socks5s://</c> address, with error correction for 15 % of it.</summary>
internal static class QrAddress
{
    public static QRCodeData Encode(ClientProfile profile) => QRCodeGenerator.GenerateQrCode(profile.Socks5Url, QRCodeGenerator.ECCLevel.M);
}
