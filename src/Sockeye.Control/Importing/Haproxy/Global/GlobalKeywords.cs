using System.Collections.Frozen;

namespace Sockeye.Control.Importing.Haproxy.Global;

/// <summary>The keywords of <c>global</c> that nothing here needs (HAProxy's configuration manual, section 3).</summary>
internal static class GlobalKeywords
{
    private static readonly FrozenSet<string> Known = """
        busy-polling ca-base chroot close-spread-time cluster-secret cpu-map cpu-policy cpu-set daemon description dns-accept-family
        expose-deprecated-directives expose-experimental-directives external-check fd-hard-limit force-cfg-parser-pause gid grace
        group h1-accept-payload-with-any-method h1-case-adjust h1-case-adjust-file h1-do-not-close-on-insecure-transfer-encoding
        h2-workaround-bogus-websocket-clients hard-stop-after harden.reject-privileged-ports.tcp harden.reject-privileged-ports.quic
        insecure-fork-wanted insecure-setuid-wanted issuers-chain-path key-base limited-quic localpeer log log-send-hostname log-tag
        max-spread-checks maxcompcpuusage maxcomprate maxpipes maxzlibmem mworker-max-reloads nbproc nbthread no no-memory-trimming
        no-quic node noepoll noevports nogetaddrinfo nokqueue nopoll noreuseport nosplice numa-cpu-mapping ocsp-update.disable
        pidfile pp2-never-send-local prealloc-fd quiet server-state-base server-state-file set-dumpable set-var set-var-fmt
        setcap spread-checks ssl-default-bind-ciphers ssl-default-bind-client-sigalgs ssl-default-bind-curves ssl-default-bind-sigalgs
        ssl-default-server-ciphers ssl-default-server-ciphersuites ssl-default-server-client-sigalgs ssl-default-server-curves
        ssl-default-server-options ssl-default-server-sigalgs ssl-dh-param-file ssl-engine ssl-mode-async ssl-propquery ssl-provider
        ssl-provider-path ssl-security-level ssl-server-verify ssl-skip-self-issued-ca stats stats-file strict-limits thread-group
        thread-groups thread-hard-limit trace uid ulimit-n unix-bind user warn-blocked-traffic-after zero-warning
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] Families = ["51degrees-", "deviceatlas-", "httpclient.", "lua-", "profiling.", "tune.", "wurfl-"];

    public static bool IsKnown(string keyword) =>
        Known.Contains(keyword) || Families.Any(family => keyword.StartsWith(family, StringComparison.Ordinal));
}
