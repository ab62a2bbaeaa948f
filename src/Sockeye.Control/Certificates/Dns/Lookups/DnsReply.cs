namespace Sockeye.Control.Certificates.Dns.Lookups;

/// <summary>What came back to a question.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="IsAuthoritative">Whether the server has the zone itself (AA).</param>
/// <param name="Answers">The answer's records.</param>
/// <param name="Authorities">Records about the zone, beside an answer or in its place.</param>
internal sealed record DnsReply(DnsReplyStatus Status, bool IsAuthoritative, IReadOnlyList<DnsRecord> Answers, IReadOnlyList<DnsRecord> Authorities)
{
    /// <summary>Nothing came.</summary>
    public static readonly DnsReply Silence = new(DnsReplyStatus.Silent, false, [], []);

    /// <summary>The answer's values of one kind.</summary>
    public IEnumerable<string> Values(DnsRecordKind kind) => Answers.Where(r => r.Kind == kind).Select(r => r.Value);
}

/// <summary>How a question ended.</summary>
internal enum DnsReplyStatus
{
    /// <summary>NOERROR, with records of the kind asked for or without.</summary>
    Answered,

    /// <summary>NXDOMAIN.</summary>
    NoSuchName,

    /// <summary>SERVFAIL, REFUSED and the like.</summary>
    Refused,

    /// <summary>No answer in time, or none that could be read.</summary>
    Silent,
}
