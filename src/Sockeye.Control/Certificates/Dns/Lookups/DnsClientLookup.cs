using System.Collections.Concurrent;
using System.Net;
using DnsClient;
using DnsClient.Protocol;
using Sockeye.Control.Certificates.Dns.Updates;

namespace Sockeye.Control.Certificates.Dns.Lookups;

/// <summary>Questions by the package DnsClient: over UDP, over TCP where an answer is cut off; nothing is kept.</summary>
internal sealed class DnsClientLookup : IDnsLookup
{
    // A resolver that has to walk from the root takes a second or two; a packet that was lost is sent once more.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);
    private const int Retries = 1;

    // A client holds its sockets ready; questions go to few servers again and again.
    private const int MaximumClients = 64;

    private readonly ConcurrentDictionary<(IPEndPoint? Server, bool Recursive), LookupClient> _clients = new();

    public async Task<DnsReply> AskAsync(IPEndPoint? server, string name, DnsRecordKind kind, bool recursive, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await ClientFor(server, recursive).QueryAsync(name + ".", TypeOf(kind), QueryClass.IN, cancellationToken);
            return new DnsReply(StatusOf(answer), answer.Header.HasAuthorityAnswer, Read(answer.Answers), Read(answer.Authorities));
        }
        catch (Exception error) when (error is DnsResponseException or ArgumentException or InvalidOperationException or IOException
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // What a server sends that is no DNS comes as several kinds of exceptions out of the package, and so does our own
            // cancellation, which says nothing of the server.
            cancellationToken.ThrowIfCancellationRequested();
            return DnsReply.Silence;
        }
    }

    private LookupClient ClientFor(IPEndPoint? server, bool recursive)
    {
        if (_clients.Count >= MaximumClients)
        {
            _clients.Clear();
        }

        return _clients.GetOrAdd((server, recursive), static key => new LookupClient(OptionsFor(key.Server, key.Recursive)));
    }

    private static LookupClientOptions OptionsFor(IPEndPoint? server, bool recursive)
    {
        var options = server is null ? new LookupClientOptions() : new LookupClientOptions(server);
        options.UseCache = false;
        options.Recursion = recursive;
        options.Timeout = Limit;
        options.Retries = Retries;
        options.ThrowDnsErrors = false;
        options.ContinueOnDnsError = false;
        options.ContinueOnEmptyResponse = false;
        return options;
    }

    private static DnsReplyStatus StatusOf(IDnsQueryResponse answer) => answer.Header.ResponseCode switch
    {
        DnsHeaderResponseCode.NoError => DnsReplyStatus.Answered,
        DnsHeaderResponseCode.NotExistentDomain => DnsReplyStatus.NoSuchName,
        _ => DnsReplyStatus.Refused,
    };

    private static QueryType TypeOf(DnsRecordKind kind) => kind switch
    {
        DnsRecordKind.Address4 => QueryType.A,
        DnsRecordKind.Address6 => QueryType.AAAA,
        DnsRecordKind.Alias => QueryType.CNAME,
        DnsRecordKind.NameServer => QueryType.NS,
        DnsRecordKind.ZoneStart => QueryType.SOA,
        _ => QueryType.TXT,
    };

    private static List<DnsRecord> Read(IReadOnlyList<DnsResourceRecord> records)
    {
        var read = new List<DnsRecord>(records.Count);
        foreach (var record in records)
        {
            (DnsRecordKind Kind, string Value)? known = record switch
            {
                ARecord a => (DnsRecordKind.Address4, a.Address.ToString()),
                AaaaRecord a => (DnsRecordKind.Address6, a.Address.ToString()),
                CNameRecord c => (DnsRecordKind.Alias, DnsName.Normalize(c.CanonicalName.Value)),
                NsRecord n => (DnsRecordKind.NameServer, DnsName.Normalize(n.NSDName.Value)),
                SoaRecord s => (DnsRecordKind.ZoneStart, DnsName.Normalize(s.MName.Value)),
                TxtRecord t => (DnsRecordKind.Text, string.Concat(t.Text)),
                _ => null,
            };
            if (known is { } value)
            {
                read.Add(new DnsRecord(DnsName.Normalize(record.DomainName.Value), value.Kind, value.Value));
            }
        }

        return read;
    }
}
