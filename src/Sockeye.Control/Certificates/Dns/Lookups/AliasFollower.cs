using System.Net;
using Sockeye.Control.Certificates.Dns.Updates;

namespace Sockeye.Control.Certificates.Dns.Lookups;

/// <summary>
/// Where a CNAME stands at <c>_acme-challenge.NAME</c>, its target is what the authority reads and what is to be edited
/// (RFC 8555 section 8.4 lets it stand): so a zone can be kept out of reach of its web servers.
/// </summary>
internal static class AliasFollower
{
    // Longer chains are a mistake, and authorities give up on them too.
    private const int MaximumHops = 8;

    /// <summary>Those that were chosen, or the system's, as <see cref="FollowAsync"/> takes them.</summary>
    public static IReadOnlyList<IPEndPoint?> Resolvers(IReadOnlyList<IPEndPoint> chosen)
    {
        IReadOnlyList<IPEndPoint?> system = [null];
        return chosen.Count > 0 ? chosen : system;
    }

    /// <summary>The name at the chain's end; the name itself where there is no CNAME, or nobody says whether there is.</summary>
    /// <param name="lookup">Asks.</param>
    /// <param name="servers">Whom to ask, one after another, until one knows; a null stands for the system's resolvers.</param>
    /// <param name="name">Where to begin.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<string> FollowAsync(IDnsLookup lookup, IReadOnlyList<IPEndPoint?> servers, string name, CancellationToken cancellationToken)
    {
        var at = DnsName.Normalize(name);
        for (var hop = 0; hop < MaximumHops; hop++)
        {
            if (await TargetAsync(lookup, servers, at, cancellationToken) is not { } target)
            {
                break;
            }

            at = target;
        }

        return at;
    }

    private static async Task<string?> TargetAsync(IDnsLookup lookup, IReadOnlyList<IPEndPoint?> servers, string name, CancellationToken cancellationToken)
    {
        foreach (var server in servers)
        {
            var reply = await lookup.AskAsync(server, name, DnsRecordKind.Alias, recursive: true, cancellationToken);
            if (reply.Answers.FirstOrDefault(r => r.Kind == DnsRecordKind.Alias && r.Name == name) is { } alias)
            {
                return DnsName.IsValid(alias.Value) ? alias.Value : null;
            }

            // A server without the zone may refer to others with an empty answer; only who has it can say that there is none.
            if (reply.IsAuthoritative && reply.Status is DnsReplyStatus.Answered or DnsReplyStatus.NoSuchName)
            {
                return null;
            }
        }

        return null;
    }
}
