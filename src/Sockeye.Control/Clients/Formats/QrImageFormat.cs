using QRCoder;

namespace Sockeye.Control.Clients.Formats;

/// <summary>The address as a QR code in an image.</summary>
internal abstract class QrImageFormat : IClientFormat
{
    protected const int PixelsPerModule = 10;

    public abstract string Name { get; }

    public abstract string Description { get; }

    public ClientWay Way => ClientWay.Socks5;

    public ClientUdp Udp => ClientUdp.Tunnel;

    public ClientDocument Write(ClientProfile profile)
    {
        using var data = QrAddress.Encode(profile);
        return Draw(data) with
        {
            HasPassword = profile.Password is not null,
            Notes = ClientHeader.Lines(this, profile, trustsAuthority: false),
        };
    }

    /// <summary>The image.</summary>
    protected abstract ClientDocument Draw(QRCodeData data);
}
