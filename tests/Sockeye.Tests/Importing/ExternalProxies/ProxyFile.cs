using System.Text;
using Sockeye.Control.Importing;
using Sockeye.Control.Importing.ExternalProxies;

namespace Sockeye.Tests.Importing.ExternalProxies;

/// <summary>What was read of an external_proxy.json, with what was told.</summary>
internal sealed record ProxyFile(ExternalProxyConfiguration? Configuration, IReadOnlyList<ImportNote> Notes)
{
    /// <summary>As the tools of the deployed system write it, one proxy with TLS and one without.</summary>
    public static string Deployed { get; } = """
        {
          "enabled": true,
          "proxies": [
            {
              "id": "proxy-example-123456",
              "type": "socks5s",
              "address": "proxy.example",
              "port": 1080,
              "tls": { "enabled": true, "server_name": "proxy.example", "allow_insecure": false },
              "auth": { "username": "myuser", "password": "Secret-of-proxy-1" },
              "retry": { "enabled": true, "max_attempts": 3, "backoff_multiplier": 2 },
              "active": true,
              "metadata": { "created": "2026-01-07T12:00:00+00:00", "last_test": null, "test_result": null }
            },
            {
              "id": "proxy-plain-654321",
              "type": "http",
              "address": "192.0.2.7",
              "port": 3128,
              "tls": { "enabled": false, "server_name": "192.0.2.7", "allow_insecure": false },
              "auth": null,
              "retry": { "enabled": true, "max_attempts": 1, "backoff_multiplier": 2 },
              "active": false,
              "test_status": "failed",
              "latency": 45
            }
          ],
          "routing": { "mode": "all-traffic", "fallback": "retry-then-block" },
          "metadata": { "created": "2026-01-07T12:00:00+00:00", "version": "5.23.1" }
        }
        """;

    /// <summary>The flat variant.</summary>
    public static string Flat { get; } = """
        [
          {
            "name": "flat",
            "protocol": "HTTPS",
            "host": "proxy.example",
            "port": "8443",
            "username": "myuser",
            "password": "Secret-of-proxy-1",
            "enabled": true,
            "tls": true,
            "sni": "front.example",
            "insecure": true
          },
          { "name": "off", "protocol": "socks", "server": "[2001:db8::1]", "port": 1080, "enabled": false }
        ]
        """;

    public static ProxyFile Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    public static ProxyFile Read(ReadOnlySpan<byte> utf8)
    {
        var notes = new ImportNotes();
        return new ProxyFile(ExternalProxyReader.Read(utf8, "external_proxy.json", notes), notes.All);
    }

    /// <summary>A file of one proxy of a type, at proxy.example:1080, with more fields.</summary>
    public static ProxyFile Of(string type, string fields) =>
        Read($$"""[ { "id": "p", "type": "{{type}}", "address": "proxy.example", "port": 1080, {{fields}} } ]""");

    /// <summary>The only proxy.</summary>
    public ExternalProxy Only => Configuration!.Proxies.ShouldHaveSingleItem();

    /// <summary>The refusals as the operator reads them.</summary>
    public IEnumerable<string> Refusals => Notes.Where(note => note.Outcome == ImportOutcome.Refused).Select(note => note.ToString());

    /// <summary>What was told of a field.</summary>
    public ImportNote At(string path) => Notes.Single(note => note.Place.Path == path);
}
