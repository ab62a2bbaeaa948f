using Microsoft.Extensions.Logging;

namespace Sockeye.HttpForwarding;

/// <summary>The log events of HTTP forwarding: ids 2000 to 2099. What a peer does wrong is at Debug.</summary>
internal static partial class HttpForwardingLog
{
    [LoggerMessage(2000, LogLevel.Debug, "session {Id}: a request broke off: {Kind}")]
    public static partial void RequestBroken(ILogger logger, long id, string kind);

    [LoggerMessage(2099, LogLevel.Error, "session {Id}: a fault of ours ended a request")]
    public static partial void RequestFault(ILogger logger, Exception exception, long id);
}
