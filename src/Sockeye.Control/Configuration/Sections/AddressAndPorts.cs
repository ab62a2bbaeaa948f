using System.Net;
using Sockeye.Control.Configuration.Reading;
using Sockeye.Core.Net;

namespace Sockeye.Control.Configuration.Sections;

/// <summary><c>advertise</c> and <c>ports</c>, of <c>bind</c> and of <c>udp</c>.</summary>
internal static class AddressAndPorts
{
    public static IPAddress? Advertise(ConfigurationSection section)
    {
        if (section.String("advertise") is not { } text)
        {
            return null;
        }

        if (!IPAddress.TryParse(text, out var address))
        {
            section.Fault(section.PlaceOf("advertise"), $"expected an IP address, found {ConfigurationPath.Quote(text)}");
        }

        return address;
    }

    public static PortRange? Ports(ConfigurationSection section)
    {
        if (section.String("ports") is not { } text)
        {
            return null;
        }

        if (!PortRange.TryParse(text, out var range))
        {
            section.Fault(section.PlaceOf("ports"), $"expected a range of ports such as 41000-41999, found {ConfigurationPath.Quote(text)}");
        }

        return range;
    }
}
