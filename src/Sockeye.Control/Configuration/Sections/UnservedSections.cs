using Sockeye.Control.Configuration.Reading;

namespace Sockeye.Control.Configuration.Sections;

/// <summary>
/// An inbound's <c>udp</c>. It is read and validated like the rest; turned on it is refused by name, since a server that
/// takes a promise and does not keep it is worse than one that says no.
/// </summary>
internal static class UnservedSections
{
    public static void Refuse(ConfigurationSection inbound)
    {
        if (inbound.Section("udp") is { } udp)
        {
            // Absent, "tunnel" means true: only a plain false asks for nothing.
            var (tunnel, plain) = (udp.Boolean("tunnel"), udp.Boolean("plain"));
            if (plain == true || tunnel != false)
            {
                var place = plain == true ? udp.PlaceOf("plain") : udp.PlaceOf("tunnel");
                udp.Fault(place, "UDP is not available in this version; leave \"udp\" out or set \"tunnel\" and \"plain\" to false");
            }

            _ = AddressAndPorts.Advertise(udp);
            _ = AddressAndPorts.Ports(udp);
        }
    }
}
