using System.Net;
using Sockeye.Control.Certificates.Dns.Updates;
using Sockeye.Control.Configuration.Reading;

namespace Sockeye.Control.Configuration.Sections;

/// <summary><c>acme[].dns</c> with the provider <c>rfc2136</c>.</summary>
internal static class Rfc2136Section
{
    private const int DnsPort = 53;

    // The values are looked at once and removed; whoever keeps them longer only sees old ones.
    private static readonly TimeSpan ByDefault = TimeSpan.FromSeconds(60);

    public static Rfc2136Options? Bind(ConfigurationSection dns)
    {
        var server = Server(dns);
        var (zone, isZoneRight) = Zone(dns);
        var timeToLive = dns.Duration("ttl", ByDefault, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        if (dns.Find("tsig") is null)
        {
            dns.Fault(dns.Place, "\"tsig\" is missing: updates without a signature are refused here, because whoever can send a packet could make them");
            return null;
        }

        var key = dns.Section("tsig") is { } tsig ? TsigSection.Bind(tsig) : null;
        return server is null || key is null || !isZoneRight ? null : new Rfc2136Options(server, zone, key.Name, key.Algorithm, key.Secret, timeToLive);
    }

    private static DnsEndPoint? Server(ConfigurationSection dns)
    {
        if (dns.RequiredString("server") is not { } text)
        {
            return null;
        }

        if (ServerText.TryParse(text, DnsPort, out var host, out var port))
        {
            return new DnsEndPoint(host, port);
        }

        dns.Fault(dns.PlaceOf("server"), $"expected a name server such as ns1.example.com, 192.0.2.1:53 or [2001:db8::1]:53, found {ConfigurationPath.Quote(text)}");
        return null;
    }

    private static (string? Zone, bool IsRight) Zone(ConfigurationSection dns)
    {
        if (dns.String("zone") is not { } text)
        {
            return (null, true);
        }

        if (DnsName.IsValid(text) && DnsName.Normalize(text).Length > 0)
        {
            return (DnsName.Normalize(text), true);
        }

        dns.Fault(dns.PlaceOf("zone"), $"expected a zone such as example.com, found {ConfigurationPath.Quote(text)}");
        return (null, false);
    }
}
