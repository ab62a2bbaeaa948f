using System.Net;
using Sockeye.Control.Configuration.Reading;

namespace Sockeye.Control.Configuration.Sections;

/// <summary><c>acme[].dns.propagation</c>.</summary>
internal static class PropagationSection
{
    private const int DnsPort = 53;

    // Most zones show a record within seconds; who waits longer for theirs says so.
    private static readonly TimeSpan ByDefault = TimeSpan.FromSeconds(60);

    public static DnsPropagationOptions Bind(ConfigurationSection dns)
    {
        if (dns.Section("propagation") is not { } propagation)
        {
            return new DnsPropagationOptions([], ByDefault);
        }

        List<IPEndPoint> resolvers = [];
        foreach (var item in propagation.Strings("resolvers") ?? [])
        {
            if (ServerText.TryParse(item.Text, DnsPort, out var host, out var port) && IPAddress.TryParse(host, out var address))
            {
                resolvers.Add(new IPEndPoint(address, port));
            }
            else
            {
                propagation.Fault(item.Place, $"expected the IP address of a resolver, with a port or without, such as 9.9.9.9:53 or [2620:fe::fe]:53, found {ConfigurationPath.Quote(item.Text)}");
            }
        }

        return new DnsPropagationOptions(resolvers, propagation.Duration("timeout", ByDefault, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)));
    }
}
