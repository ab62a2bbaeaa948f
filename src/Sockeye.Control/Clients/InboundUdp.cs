using Sockeye.Control.Configuration;

namespace Sockeye.Control.Clients;

/// <summary>Which UDP an inbound serves.</summary>
/// <param name="Tunnel">Inside the connection, so inside TLS where there is TLS.</param>
/// <param name="Plain">RFC 1928's: datagrams beside the connection.</param>
public sealed record InboundUdp(bool Tunnel, bool Plain)
{
    /// <summary>What the configuration says.</summary>
    public static InboundUdp Of(InboundOptions inbound)
    {
        ArgumentNullException.ThrowIfNull(inbound);
        return new InboundUdp(inbound.Udp.Tunnel, inbound.Udp.Plain);
    }
}
