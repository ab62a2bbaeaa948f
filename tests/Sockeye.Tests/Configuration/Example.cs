namespace Sockeye.Tests.Configuration;

/// <summary>The documented example: every section, everything that the reader knows.</summary>
internal static class Example
{
    /// <summary>As documented; the files that "acme" names are nowhere.</summary>
    public const string Whole = """
        {
          "inbounds": [
            {
              "tag": "socks-in",
              "listen": "0.0.0.0:1080",
              "protocols": ["socks5", "http"],             // both on one port, told apart by the first byte
              "tls": { "certificates": [ { "certificate": "fullchain.pem", "key": "privkey.pem" } ] },
                                                           // or "tls": { "acme": "main" }, a certificate of the list below
              "proxyProtocol": { "from": ["10.0.0.0/8"] },
              "bind": { "enabled": true, "advertise": "203.0.113.7", "ports": "41000-41999" },
              "udp": { "tunnel": true, "plain": true, "advertise": "203.0.113.7", "ports": "42000-42999" }
            }
          ],
          "outbounds": [
            { "tag": "external-proxy", "url": "socks5s://user:pass@proxy.example:1080", "tls": { "serverName": "proxy.example", "certificateAuthority": "ca.pem" } }
          ],
          "routing": {
            "rules": [ { "inbound": ["socks-in"], "user": ["alice"], "outbound": "external-proxy" } ],
            "default": "direct"
          },
          "acme": [
            { "tag": "main", "names": ["example.com", "*.example.com"], "email": "admin@example.com",
              "directory": "https://acme-v02.api.letsencrypt.org/directory", "directoryAuthority": "pebble-ca.pem",
              "challenge": "dns-01",                           // or "tls-alpn-01", "http-01" with "httpListen": "0.0.0.0:80"
              "profile": "shortlived",
              "dns": { "provider": "command", "command": "/etc/sockeye/dns-hook",
                       "propagation": { "resolvers": ["9.9.9.9:53"], "timeout": "60s" } } }
          ],
          "guard": { "allowPrivateNetworks": ["10.1.0.0/16"] },
          "timeouts": { "handshake": "15s", "request": "120s", "dial": "10s", "idle": "300s", "halfClosed": "60s", "drain": "30s" },
          "admin": { "listen": "127.0.0.1:1090" },
          "log": { "format": "text", "access": true }
        }
        """;

    /// <summary>Without "acme", whose files would have to be there.</summary>
    public static string Served
    {
        get
        {
            var lines = Whole.Split('\n').ToList();
            var from = lines.FindIndex(l => l.TrimStart().StartsWith("\"acme\"", StringComparison.Ordinal));
            var to = lines.FindIndex(from, l => l.Trim() == "],");
            lines.RemoveRange(from, to - from + 1);
            return string.Join('\n', lines);
        }
    }
}
