using Sockeye.Control.Configuration.Reading;
using Sockeye.Core.Net;

namespace Sockeye.Control.Configuration.Sections;

/// <summary>A list of address ranges in CIDR notation (RFC 4632 section 3.1).</summary>
internal static class CidrList
{
    public static IReadOnlyList<CidrRange> Read(ConfigurationSection section, string key)
    {
        var ranges = new List<CidrRange>();
        foreach (var item in section.Strings(key) ?? [])
        {
            if (CidrRange.TryParse(item.Text, out var range))
            {
                ranges.Add(range);
            }
            else
            {
                section.Fault(item.Place, $"expected a range such as 10.0.0.0/8 or fd00::/8, found {ConfigurationPath.Quote(item.Text)}");
            }
        }

        return ranges;
    }
}
