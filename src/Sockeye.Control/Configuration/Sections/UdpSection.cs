using Sockeye.Control.Configuration.Reading;
using Sockeye.Engine.Udp;

namespace Sockeye.Control.Configuration.Sections;

/// <summary>An inbound's <c>udp</c>.</summary>
internal static class UdpSection
{
    /// <param name="inbound">The inbound.</param>
    /// <param name="hasTls">Whether it has TLS: beside it the plain form is to be asked for.</param>
    public static UdpOptions Bind(ConfigurationSection inbound, bool hasTls)
    {
        if (inbound.Section("udp") is not { } section)
        {
            return new UdpOptions { Plain = !hasTls };
        }

        return new UdpOptions
        {
            Tunnel = section.Boolean("tunnel") ?? true,
            Plain = section.Boolean("plain") ?? !hasTls,
            Advertise = AddressAndPorts.Advertise(section),
            Ports = AddressAndPorts.Ports(section),
        };
    }
}
