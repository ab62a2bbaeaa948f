using System.Net;
using Sockeye.Control.Certificates.Dns.Updates;

namespace Sockeye.Control.Certificates.Dns.Lookups;

/// <summary>Finds where the zone of a name begins: who has it says so with its SOA (RFC 2308 section 3), else the name above is asked for.</summary>
internal static class ZoneFinder
{
    /// <summary>The zone, lower case and without a dot at its end, or null where nobody tells.</summary>
    public static async Task<string?> FindAsync(IDnsLookup lookup, IPEndPoint? server, string name, CancellationToken cancellationToken)
    {
        for (var at = DnsName.Normalize(name); at.Length > 0;)
        {
            var reply = await lookup.AskAsync(server, at, DnsRecordKind.ZoneStart, recursive: server is null, cancellationToken);
            if (reply.Status is DnsReplyStatus.Answered or DnsReplyStatus.NoSuchName
                && reply.Answers.Concat(reply.Authorities).FirstOrDefault(r => r.Kind == DnsRecordKind.ZoneStart && DnsName.IsWithin(at, r.Name)) is { } start)
            {
                return start.Name;
            }

            if (reply.Status is DnsReplyStatus.Silent or DnsReplyStatus.Refused)
            {
                // A failure of the moment must not lead up into the zone above, whose servers know nothing of the name.
                return null;
            }

            var dot = at.IndexOf('.', StringComparison.Ordinal);
            at = dot < 0 ? "" : at[(dot + 1)..];
        }

        return null;
    }
}
