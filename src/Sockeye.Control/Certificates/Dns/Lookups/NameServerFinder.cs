using System.Net;

namespace Sockeye.Control.Certificates.Dns.Lookups;

/// <summary>Finds the servers of a name's zone, by the system's resolvers.</summary>
internal static class NameServerFinder
{
    // A zone has two to eight servers; a zone of somebody's malice shall not make us ask the world.
    private const int MaximumServers = 16;
    private const int DnsPort = 53;

    /// <summary>Every address of every server; empty where they can't be found now.</summary>
    public static async Task<IReadOnlyList<IPEndPoint>> FindAsync(IDnsLookup lookup, string name, CancellationToken cancellationToken)
    {
        if (await ZoneFinder.FindAsync(lookup, null, name, cancellationToken) is not { } zone)
        {
            return [];
        }

        var servers = await lookup.AskAsync(null, zone, DnsRecordKind.NameServer, recursive: true, cancellationToken);
        var questions =
            from server in servers.Values(DnsRecordKind.NameServer).Distinct().Take(MaximumServers)
            from kind in (DnsRecordKind[])[DnsRecordKind.Address4, DnsRecordKind.Address6]
            select AddressesAsync(lookup, server, kind, cancellationToken);
        var found = await Task.WhenAll(questions);
        return [.. found.SelectMany(a => a).Distinct().Take(2 * MaximumServers)];
    }

    private static async Task<IEnumerable<IPEndPoint>> AddressesAsync(IDnsLookup lookup, string server, DnsRecordKind kind, CancellationToken cancellationToken)
    {
        var reply = await lookup.AskAsync(null, server, kind, recursive: true, cancellationToken);
        return reply.Values(kind).Select(a => new IPEndPoint(IPAddress.Parse(a), DnsPort));
    }
}
