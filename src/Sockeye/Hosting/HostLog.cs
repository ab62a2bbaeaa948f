using Microsoft.Extensions.Logging;

namespace Sockeye.Hosting;

/// <summary>The program's own log events: ids 5000 to 5099.</summary>
internal static partial class HostLog
{
    [LoggerMessage(5000, LogLevel.Information, "Sockeye {Version}: data in {Data}, configuration {Configuration}, TLS: {Tls}, at most {Connections} connections")]
    public static partial void Starting(ILogger logger, string version, string data, string configuration, string tls, int connections);

    [LoggerMessage(5001, LogLevel.Information, "admin: http://{Address}/healthz, /readyz, /metrics")]
    public static partial void AdminListening(ILogger logger, string address);

    [LoggerMessage(5002, LogLevel.Warning, "admin: not available, {Reason}; set admin.listen to have it")]
    public static partial void AdminUnavailable(ILogger logger, string reason);

    [LoggerMessage(5003, LogLevel.Information, "reloaded: rules, outbounds, guard, time-outs and certificates")]
    public static partial void Reloaded(ILogger logger);

    [LoggerMessage(5004, LogLevel.Warning, "the configuration was not reloaded, the old one stays: {Fault}")]
    public static partial void ReloadRefused(ILogger logger, string fault);

    [LoggerMessage(5005, LogLevel.Warning, "changes of inbounds, admin, log, tls and limits need a restart")]
    public static partial void RestartNeeded(ILogger logger);

    [LoggerMessage(5006, LogLevel.Information, "stopping")]
    public static partial void Stopping(ILogger logger);

    [LoggerMessage(5007, LogLevel.Information, "stopped")]
    public static partial void Stopped(ILogger logger);

    [LoggerMessage(5008, LogLevel.Warning, "{Count} lines of the access log were lost: its reader was too slow")]
    public static partial void AccessLogLost(ILogger logger, long count);

    [LoggerMessage(5011, LogLevel.Warning, "{Tag}: udp.plain is on, so the datagrams of UDP ASSOCIATE travel outside TLS: who watches the network sees where they go and what is in them")]
    public static partial void UdpOutsideTls(ILogger logger, string tag);

    [LoggerMessage(5012, LogLevel.Information, "runs on {Files}: {Users} users, {Upstreams} external proxies")]
    public static partial void RunsOnFiles(ILogger logger, string files, int users, int upstreams);

    [LoggerMessage(5013, LogLevel.Warning,
        "the configuration was not reloaded, the old one stays: it has no inbound \"{Tag}\" any more, which is open, and its rules would not hold there; a restart takes it")]
    public static partial void InboundLost(ILogger logger, string tag);

    [LoggerMessage(5010, LogLevel.Error, "the reload met a fault of ours; what was in service stays")]
    public static partial void ReloadFault(ILogger logger, Exception exception);

    [LoggerMessage(5009, LogLevel.Warning, "{Fault}")]
    public static partial void ConfigurationWarning(ILogger logger, string fault);
}
