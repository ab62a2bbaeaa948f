using System.Net;
using Sockeye.Control.Certificates.Dns.Lookups;

namespace Sockeye.Control.Certificates.Dns.Propagation;

/// <summary>One server that shall show all values of one name.</summary>
internal sealed class WatchedServer(IPEndPoint address, bool isResolver)
{
    // Once may be a lost packet or a server that loads the zone; an authority that meets it twice asks another too.
    private const int FailuresToLeaveOut = 2;

    private int _failures;

    public IPEndPoint Address { get; } = address;

    /// <summary>Whether it has shown all values.</summary>
    public bool HasShown { get; private set; }

    /// <summary>Whether nobody needs to wait for it: it doesn't answer, or not for this zone.</summary>
    public bool IsLeftOut => !HasShown && _failures >= FailuresToLeaveOut;

    /// <summary>What it lacks.</summary>
    public string State { get; private set; } = "was not asked yet";

    /// <summary>Asks it, unless it has shown everything before.</summary>
    public async Task LookAsync(IDnsLookup lookup, string name, IReadOnlySet<string> values, CancellationToken cancellationToken)
    {
        if (HasShown)
        {
            return;
        }

        var reply = await AskAsync(lookup, name, cancellationToken);
        if (reply.Status is DnsReplyStatus.Silent)
        {
            Fail("does not answer");
        }
        else if (reply.Status is DnsReplyStatus.Refused || !(isResolver || reply.IsAuthoritative))
        {
            // A lame server, to which the zone was delegated and which does not have it (RFC 1912 section 2.8), may even show old values.
            Fail("does not answer for the zone");
        }
        else
        {
            _failures = 0;
            HasShown = reply.Status == DnsReplyStatus.Answered && values.IsSubsetOf(reply.Values(DnsRecordKind.Text));
            State = HasShown ? "has all" : "has not all values yet";
        }
    }

    private async Task<DnsReply> AskAsync(IDnsLookup lookup, string name, CancellationToken cancellationToken)
    {
        var reply = await lookup.AskAsync(Address, name, DnsRecordKind.Text, isResolver, cancellationToken);
        if (!isResolver || reply.Values(DnsRecordKind.Text).Any() || !reply.Values(DnsRecordKind.Alias).Any())
        {
            return reply;
        }

        // A server that doesn't walk on through the CNAME itself.
        var target = await AliasFollower.FollowAsync(lookup, [Address], name, cancellationToken);
        return await lookup.AskAsync(Address, target, DnsRecordKind.Text, isResolver, cancellationToken);
    }

    private void Fail(string state)
    {
        _failures++;
        State = state;
    }
}
