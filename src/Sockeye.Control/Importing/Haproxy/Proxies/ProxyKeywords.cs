using System.Collections.Frozen;

namespace Sockeye.Control.Importing.Haproxy.Proxies;

/// <summary>The keywords of proxies that change nothing in the model (HAProxy's configuration manual, section 4.1).</summary>
internal static class ProxyKeywords
{
    private static readonly FrozenSet<string> Known = """
        backlog balance bind-process capture clitcpka-cnt clitcpka-idle clitcpka-intvl compression cookie declare default description
        email-alert error-log-format errorfile errorfiles errorloc errorloc302 errorloc303 external-check force-persist fullconn guid
        hash-balance-factor hash-key hash-preserve-affinity hash-type http-after-response http-check http-error http-response http-reuse
        http-send-name-header id ignore-persist load-server-state-from-file log log-format log-format-sd log-steps log-tag
        max-keep-alive-queue max-session-srv-conns no monitor monitor-net monitor-uri option persist rate-limit retries
        retry-on server-state-file-name source srvtcpka-cnt srvtcpka-idle srvtcpka-intvl stats stick stick-table tcp-check
        tcp-response unique-id-format unique-id-header use-fcgi-app use-server filter transparent
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Warnings = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["filter"] = "filters are not taken over",
        ["monitor-net"] = "connections of these addresses were answered by HAProxy itself; here they are clients like any other",
        ["rate-limit"] = "rate limits are not taken over",
        ["source"] = "connections start at the address that the system chooses",
        ["stick-table"] = "rate limits and tables are not taken over",
        ["tcp-response"] = "rules for what servers answer are not taken over",
        ["use-server"] = "the choice of a server by a condition is not taken over",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static bool IsKnown(string keyword) => Known.Contains(keyword);

    /// <summary>What to warn of; null where nothing is to be said.</summary>
    public static string? WarningOf(string keyword) => Warnings.GetValueOrDefault(keyword);
}
