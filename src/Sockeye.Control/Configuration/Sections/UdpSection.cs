using Sockeye.Control.Configuration.Reading;
using Sockeye.Engine.Udp;

namespace Sockeye.Control.Configuration.Sections;

/// <summary>An inbound's <c>udp</c>.</summary>
internal static class UdpSection
{
    /// <param name="inbound">The inbound.</param>
    /// <param name="isLocal">Whether it is plain and for this machine alone: anywhere else the plain form is to be asked for.</param>
    public static UdpOptions Bind(ConfigurationSection inbound, bool isLocal)
    {
        if (inbound.Section("udp") is not { } section)
        {
            return new UdpOptions { Plain = isLocal };
        }

        return new UdpOptions
        {
            Tunnel = section.Boolean("tunnel") ?? true,
            Plain = section.Boolean("plain") ?? isLocal,
            Advertise = AddressAndPorts.Advertise(section),
            Ports = AddressAndPorts.Ports(section),
        };
    }
}
