using Sockeye.Control.Configuration.Reading;
using Sockeye.Engine.Binding;

namespace Sockeye.Control.Configuration.Sections;

/// <summary>An inbound's <c>bind</c>.</summary>
internal static class BindSection
{
    public static BindOptions? Bind(ConfigurationSection inbound)
    {
        if (inbound.Section("bind") is not { } section)
        {
            return null;
        }

        var options = new BindOptions
        {
            Advertise = AddressAndPorts.Advertise(section),
            Ports = AddressAndPorts.Ports(section),
            Timeout = section.Duration("timeout", new BindOptions().Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
        };
        return section.Boolean("enabled") == true ? options : null;
    }
}
