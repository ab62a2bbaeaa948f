using System.Collections.Concurrent;
using System.Net;
using Sockeye.Control.Certificates.Dns.Lookups;

namespace Sockeye.Tests.Certificates.Dns;

/// <summary>Name servers of a test's own: what each says of each name, which may change from question to question.</summary>
internal sealed class ScriptedLookup : IDnsLookup
{
    /// <summary>An answer without records of somebody who has the zone.</summary>
    public static readonly DnsReply Nothing = new(DnsReplyStatus.Answered, true, [], []);

    private readonly ConcurrentDictionary<(string Server, string Name, DnsRecordKind Kind), ConcurrentQueue<DnsReply>> _replies = new();

    /// <summary>Every question: server (or <c>system</c>), kind and name.</summary>
    public ConcurrentQueue<string> Questions { get; } = new();

    /// <summary>Says these one after another, the last for ever.</summary>
    public ScriptedLookup Say(string server, string name, DnsRecordKind kind, params DnsReply[] replies)
    {
        _replies[(server, name, kind)] = new ConcurrentQueue<DnsReply>(replies);
        return this;
    }

    public ScriptedLookup Say(string server, string name, DnsRecordKind kind, params string[] values) => Say(server, name, kind, Records(name, kind, values));

    /// <summary>An authoritative answer.</summary>
    public static DnsReply Records(string name, DnsRecordKind kind, params string[] values) =>
        new(DnsReplyStatus.Answered, true, [.. values.Select(v => new DnsRecord(name, kind, v))], []);

    public Task<DnsReply> AskAsync(IPEndPoint? server, string name, DnsRecordKind kind, bool recursive, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var who = server?.ToString() ?? "system";
        Questions.Enqueue($"{who} {kind} {name}");
        if (!_replies.TryGetValue((who, name, kind), out var replies))
        {
            return Task.FromResult(Nothing);
        }

        return Task.FromResult(replies.Count > 1 && replies.TryDequeue(out var next) ? next : replies.TryPeek(out var last) ? last : Nothing);
    }
}
