using System.Globalization;
using System.Text;
using Sockeye.Control.Configuration;

namespace Sockeye.Control.Exporting.Haproxy;

/// <summary>Writes a <c>haproxy.cfg</c> that ends TLS and hands on to Xray's ports.</summary>
internal static class HaproxyWriter
{
    /// <summary>The text.</summary>
    /// <param name="options">For limits in time and number.</param>
    /// <param name="frontends">The inbounds with TLS, each with the files of its certificates, the default first.</param>
    public static string Write(SockeyeOptions options, IEnumerable<(ExportedInbound Inbound, IReadOnlyList<string> Certificates)> frontends)
    {
        var text = new StringBuilder("# Written by sockeye export. Xray runs behind it, on the ports of the backends.\n\nglobal\n");
        if (options.Limits.Connections is { } connections) text.Append(CultureInfo.InvariantCulture, $"    maxconn {connections}\n");
        text.Append("\ndefaults\n    mode tcp\n");
        foreach (var (name, limit) in Timeouts(options.Timeouts))
        {
            text.Append(CultureInfo.InvariantCulture, $"    timeout {name} {HaproxyText.Duration(limit)}\n");
        }

        foreach (var (inbound, certificates) in frontends)
        {
            Append(text, inbound, certificates);
        }

        return text.ToString();
    }

    private static (string Name, TimeSpan Limit)[] Timeouts(TimeoutOptions timeouts) =>
    [
        ("connect", timeouts.Dial), ("client", timeouts.Idle), ("server", timeouts.Idle), ("tunnel", timeouts.Idle),
        ("client-fin", timeouts.HalfClosed), ("server-fin", timeouts.HalfClosed),
    ];

    private static void Append(StringBuilder text, ExportedInbound inbound, IReadOnlyList<string> certificates)
    {
        var crt = string.Join(' ', certificates.Select(file => $"crt {HaproxyText.Word(file)}"));
        text.Append(CultureInfo.InvariantCulture, $"\nfrontend {inbound.Tag}\n");
        text.Append(CultureInfo.InvariantCulture, $"    bind {HaproxyText.Bind(inbound.Options.Listen)} ssl {crt} alpn http/1.1 ssl-min-ver TLSv1.3\n");
        if (inbound.Options.ProxyProtocolFrom.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"    tcp-request connection expect-proxy layer4 if {{ src {string.Join(' ', inbound.Options.ProxyProtocolFrom)} }}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"    default_backend xray_{inbound.Tag}\n");
        text.Append(CultureInfo.InvariantCulture, $"\nbackend xray_{inbound.Tag}\n    server xray {inbound.XrayAddress}:{inbound.XrayPort} check\n");
    }
}
