using System.Globalization;
using System.Net;
using Sockeye.Control.Configuration.Reading;

namespace Sockeye.Control.Configuration.Sections;

/// <summary>
/// An inbound's <c>bind</c> and <c>udp</c>. They are read and validated like the rest; turned on they are refused by name,
/// since a server that takes a promise and does not keep it is worse than one that says no.
/// </summary>
internal static class UnservedSections
{
    public static void Refuse(ConfigurationSection inbound)
    {
        if (inbound.Section("bind") is { } bind)
        {
            if (bind.Boolean("enabled") == true)
            {
                bind.Fault(bind.PlaceOf("enabled"), "BIND is not available in this version; leave \"bind\" out or set \"enabled\": false");
            }

            AddressAndPorts(bind);
        }

        if (inbound.Section("udp") is { } udp)
        {
            // Absent, "tunnel" means true: only a plain false asks for nothing.
            var (tunnel, plain) = (udp.Boolean("tunnel"), udp.Boolean("plain"));
            if (plain == true || tunnel != false)
            {
                var place = plain == true ? udp.PlaceOf("plain") : udp.PlaceOf("tunnel");
                udp.Fault(place, "UDP is not available in this version; leave \"udp\" out or set \"tunnel\" and \"plain\" to false");
            }

            AddressAndPorts(udp);
        }
    }

    private static void AddressAndPorts(ConfigurationSection section)
    {
        if (section.String("advertise") is { } advertise && !IPAddress.TryParse(advertise, out _))
        {
            section.Fault(section.PlaceOf("advertise"), $"expected an IP address, found {ConfigurationPath.Quote(advertise)}");
        }

        if (section.String("ports") is { } ports && !IsPortRange(ports))
        {
            section.Fault(section.PlaceOf("ports"), $"expected a range of ports such as 41000-41999, found {ConfigurationPath.Quote(ports)}");
        }
    }

    private static bool IsPortRange(string text)
    {
        var parts = text.Split('-');
        return parts.Length == 2
            && ushort.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && ushort.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            && first > 0 && first <= last;
    }
}
