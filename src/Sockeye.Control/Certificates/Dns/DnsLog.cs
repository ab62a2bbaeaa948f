using Microsoft.Extensions.Logging;

namespace Sockeye.Control.Certificates.Dns;

/// <summary>Log events of DNS-01: 4080 to 4089.</summary>
internal static partial class DnsLog
{
    [LoggerMessage(4080, LogLevel.Warning, "The TXT records were not seen everywhere within {Timeout}; going on all the same: {Remark}")]
    public static partial void NotSeen(ILogger logger, string timeout, string remark);

    [LoggerMessage(4081, LogLevel.Information, "The TXT records are in place; name servers that could not be asked were left out: {Remark}")]
    public static partial void SeenInPart(ILogger logger, string remark);

    [LoggerMessage(4082, LogLevel.Debug, "A TXT record was added: {Name}")]
    public static partial void Added(ILogger logger, string name);
}
