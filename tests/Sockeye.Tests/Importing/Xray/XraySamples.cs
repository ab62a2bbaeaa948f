namespace Sockeye.Tests.Importing.Xray;

/// <summary>Files as they are met.</summary>
internal static class XraySamples
{
    /// <summary>The document's own, as printed.</summary>
    public const string Printed = """
        {
          "inbounds": [
            {
              "tag": "socks-in",
              "protocol": "socks",
              "port": 10800,
              "listen": "127.0.0.1",
              "settings": {
                "auth": "password",
                "accounts": [
                  {
                    "user": "alice",
                    "pass": "hashed_password_here"
                  }
                ],
                "udp": true,
                "ip": "127.0.0.1"
              }
            }
          ],
          "routing": {
            "rules": [
              {
                "type": "field",
                "inboundTag": ["socks-in"],
                "user": ["alice@vless.local"],
                "outboundTag": "external-proxy"
              },
              {
                "type": "field",
                "outboundTag": "direct"
              }
            ]
          }
        }
        """;

    /// <summary>Every secret of <see cref="Large"/>.</summary>
    public static IReadOnlyList<string> Secrets { get; } =
    [
        "pA7-first", "pB8-second", "pC9-third", "pD1-fourth", "5f4dcc3b5aa765d61d8327deb882cf99", "$2a$10$" + Filler(53), Filler(20), "pE2-upstream", "pF3-flat", "pG4-later",
    ];

    /// <summary>Nothing in it is refused.</summary>
    public static string Large { get; } = $$"""
        // The whole of one machine; ä, 山 and 😀 are more than a byte.
        {
          "log": { "loglevel": "warning", "access": "/var/log/xray/access.log" },
          "api": { "tag": "api", "services": ["HandlerService", "StatsService"] },
          "stats": {},
          "dns": { "servers": ["1.1.1.1", { "address": "8.8.8.8", "domains": ["example.com"] }], "tag": "dns-in" },
          "policy": {
            "levels": {
              "0": { "handshake": 4, "connIdle": 300, "uplinkOnly": 2, "downlinkOnly": 5, "statsUserUplink": true, "bufferSize": 512 },
              "7": { "connIdle": 60 }
            },
            "system": { "statsInboundUplink": true }
          },
          "inbounds": [
            {
              "tag": "socks-in", "listen": "127.0.0.1", "port": 10800, "protocol": "socks", /* behind HAProxy # */
              "settings": {
                "auth": "password",
                "accounts": [
                  { "user": "alice", "pass": "pA7-first" }, # the first
                  { "user": "bob", "pass": "$2a$10${{Filler(53)}}", "level": 1 },
                  { "user": "zoë 山", "pass": "5f4dcc3b5aa765d61d8327deb882cf99" }
                ],
                "udp": true, "ip": "127.0.0.1", "userLevel": 7, "timeout": 300
              },
              "sniffing": { "enabled": true, "destOverride": ["http", "tls"] }
            },
            {
              "tag": "http-in", "listen": "::1", "port": "10801", "protocol": "HTTP",
              "settings": { "accounts": [ { "user": "alice", "pass": "pB8-second" } ], "allowTransparent": true, "userLevel": 0 },
              "streamSettings": { "sockopt": { "acceptProxyProtocol": true, "tcpFastOpen": true } },
              "sniffing": { "enabled": false },
              "allocate": { "strategy": "always" }
            },
            {
              "tag": "tls-in", "port": 1080, "protocol": "mixed",
              "settings": { "auth": "password", "users": [ { "user": "carol", "pass": "pC9-third" } ] },
              "streamSettings": {
                "network": "tcp", "security": "tls",
                "tlsSettings": {
                  "minVersion": "1.3", "maxVersion": "1.3", "alpn": ["h2", "http/1.1"], "cipherSuites": "TLS_AES_128_GCM_SHA256", "rejectUnknownSni": true,
                  "certificates": [
                    { "certificateFile": "/etc/ssl/fullchain.pem", "keyFile": "/etc/ssl/privkey.pem", "usage": "encipherment", "ocspStapling": 3600 },
                    { "certificateFile": "other.pem", "keyFile": "keys/other.key" }
                  ]
                },
                "tcpSettings": { "header": { "type": "none" }, "acceptProxyProtocol": false }
              }
            },
            { "tag": "vless-in", "port": 443, "protocol": "vless", "settings": { "clients": [ { "id": "pD1-fourth", "flow": "" } ], "decryption": "none" } },
            { "tag": "api", "listen": "127.0.0.1", "port": 10085, "protocol": "dokodemo-door", "settings": { "address": "127.0.0.1" } }
          ],
          "outbounds": [
            { "tag": "direct", "protocol": "freedom", "settings": { "domainStrategy": "UseIPv4", "userLevel": 0, "fragment": { "packets": "tlshello" } } },
            { "tag": "block", "protocol": "blackhole", "settings": { "response": { "type": "http" } } },
            {
              "tag": "external-proxy", "protocol": "socks", "mux": { "enabled": true },
              "settings": { "servers": [ { "address": "proxy.example", "port": 1080, "users": [ { "user": "me", "pass": "pE2-upstream", "level": 0 } ] } ] },
              "streamSettings": {
                "network": "raw", "security": "tls",
                "tlsSettings": {
                  "serverName": "proxy.example", "allowInsecure": true, "fingerprint": "chrome", "disableSystemRoot": true,
                  "certificates": [ { "usage": "verify", "certificateFile": "ca.pem" } ]
                },
                "sockopt": { "mark": 255, "interface": "eth1" }
              }
            },
            {
              "tag": "office", "protocol": "http", "settings": { "address": "192.0.2.7", "port": 3128, "user": "me", "pass": "pF3-flat", "headers": { "X-From": "here" } },
              "streamSettings": { "security": "none", "tlsSettings": { "serverName": "unused.example" } }
            },
            { "tag": "tunnel", "protocol": "vmess", "settings": { "vnext": [ { "address": "vm.example", "port": 1, "users": [ { "id": "pG4-later" } ] } ] } }
          ],
          "routing": {
            "domainStrategy": "IPIfNonMatch",
            "balancers": [ { "tag": "all", "selector": ["external"] } ],
            "rules": [
              { "type": "field", "inboundTag": ["api"], "outboundTag": "api", "domain": ["geosite:private"] },
              { "type": "field", "inboundTag": ["socks-in", "vless-in"], "user": ["alice@vless.local"], "outboundTag": "external-proxy", "ruleTag": "alice" },
              { "user": "bob, carol", "network": "tcp", "outboundTag": "office", "_note": "by hand", "domain": [] },
              { "type": "field", "inboundTag": "gone", "outboundTag": "block" },
              { "type": "field", "network": "tcp,udp", "outboundTag": "direct" }
            ]
          }
        }
        """;

    private static string Filler(int count) => new('A', count);
}
