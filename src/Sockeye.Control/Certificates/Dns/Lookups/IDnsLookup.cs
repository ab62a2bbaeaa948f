using System.Net;

namespace Sockeye.Control.Certificates.Dns.Lookups;

/// <summary>Asks name servers. The seam to the package that speaks DNS, and to doubles.</summary>
internal interface IDnsLookup
{
    /// <summary>Asks one question; what goes wrong is a status.</summary>
    /// <param name="server">Whom to ask; null for the system's resolvers.</param>
    /// <param name="name">The name, without a dot at its end.</param>
    /// <param name="kind">What of it.</param>
    /// <param name="recursive">Whether the server may ask others.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<DnsReply> AskAsync(IPEndPoint? server, string name, DnsRecordKind kind, bool recursive, CancellationToken cancellationToken);
}
