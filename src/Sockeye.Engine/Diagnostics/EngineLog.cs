using System.Net;
using Microsoft.Extensions.Logging;

namespace Sockeye.Engine.Diagnostics;

/// <summary>The engine's log events: ids 1000 to 1999. What a peer does wrong is at Debug.</summary>
internal static partial class EngineLog
{
    [LoggerMessage(1000, LogLevel.Information, "{Tag}: listening on {Address}")]
    public static partial void Listening(ILogger logger, string tag, string address);

    [LoggerMessage(1001, LogLevel.Warning, "{Tag}: out of descriptors; accepting pauses and goes on by itself")]
    public static partial void AcceptPaused(ILogger logger, string tag);

    [LoggerMessage(1002, LogLevel.Information, "{Tag}: accepting again")]
    public static partial void AcceptResumed(ILogger logger, string tag);

    [LoggerMessage(1003, LogLevel.Warning, "the connection limit of {Limit} is reached; new connections are closed")]
    public static partial void LimitReached(ILogger logger, int limit);

    [LoggerMessage(1004, LogLevel.Information, "draining {Count} sessions for at most {Limit}")]
    public static partial void Draining(ILogger logger, int count, TimeSpan limit);

    [LoggerMessage(1005, LogLevel.Information, "the drain limit passed; {Count} sessions are ended")]
    public static partial void DrainLimit(ILogger logger, int count);

    [LoggerMessage(1006, LogLevel.Warning, "{Upstream} has no UDP inside its connection: datagrams to it travel outside TLS (\"udp\": \"tunnel\" forbids it)")]
    public static partial void UpstreamUdpOutsideTls(ILogger logger, string upstream);

    [LoggerMessage(1007, LogLevel.Debug, "{Tag}: {Client} asked for the challenge of {Name} (tls-alpn-01) and was answered")]
    public static partial void ChallengeAnswered(ILogger logger, string tag, string name, IPEndPoint client);

    [LoggerMessage(1008, LogLevel.Warning, "upstream {Upstream} can't be had, and connections go out directly in its place (\"fallback\": \"direct\"): {Message}")]
    public static partial void UpstreamAway(ILogger logger, string upstream, string message);

    [LoggerMessage(1009, LogLevel.Information, "upstream {Upstream} takes connections again; none goes out directly in its place")]
    public static partial void UpstreamBack(ILogger logger, string upstream);

    [LoggerMessage(1010, LogLevel.Debug, "session {Id}: the TLS handshake failed: {Message}")]
    public static partial void HandshakeFailed(ILogger logger, long id, string message);

    [LoggerMessage(1097, LogLevel.Error, "a fault of ours while looking for overdue sessions; the next look comes by itself")]
    public static partial void SweepFault(ILogger logger, Exception exception);

    [LoggerMessage(1099, LogLevel.Error, "session {Id}: a fault of ours ended it")]
    public static partial void SessionFault(ILogger logger, Exception exception, long id);

    [LoggerMessage(1098, LogLevel.Error, "{Tag}: accepting failed; it goes on after a pause")]
    public static partial void AcceptFault(ILogger logger, Exception exception, string tag);
}
