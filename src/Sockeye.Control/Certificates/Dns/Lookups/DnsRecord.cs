namespace Sockeye.Control.Certificates.Dns.Lookups;

/// <summary>What is asked for, and what an answer holds.</summary>
internal enum DnsRecordKind
{
    /// <summary>A.</summary>
    Address4,

    /// <summary>AAAA.</summary>
    Address6,

    /// <summary>CNAME.</summary>
    Alias,

    /// <summary>NS.</summary>
    NameServer,

    /// <summary>SOA: where a zone begins.</summary>
    ZoneStart,

    /// <summary>TXT.</summary>
    Text,
}

/// <summary>A record of an answer.</summary>
/// <param name="Name">Whose it is: lower case, without a dot at the end.</param>
/// <param name="Kind">Its type.</param>
/// <param name="Value">An address, a name (lower case, without a dot at the end) or a text.</param>
internal sealed record DnsRecord(string Name, DnsRecordKind Kind, string Value);
