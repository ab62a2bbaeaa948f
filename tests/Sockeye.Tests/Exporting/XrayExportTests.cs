using System.Text.Json.Nodes;
using Sockeye.Control.Exporting;
using Sockeye.Control.Upstreams;
using Sockeye.Engine.Authentication;
using Sockeye.Engine.Outbounds;
using Sockeye.Tests.Testing;

namespace Sockeye.Tests.Exporting;

public sealed class XrayExportTests : IDisposable
{
    private readonly ExportHarness _export = new();

    public void Dispose() => _export.Dispose();

    [Fact]
    public void Export_Inbounds_HaveTheAccountsOfThoseWhoMayLogInNow()
    {
        _export.AddUser("alice").AddUser("bob", enabled: false).AddUser("carol", expires: ExportHarness.Now).AddUser("dave", expires: ExportHarness.Now.AddDays(1));

        var (xray, result) = _export.Xray("""
            {
              "inbounds": [
                { "tag": "socks-in", "listen": "0.0.0.0:1080", "udp": { "advertise": "203.0.113.7" } },
                { "tag": "web", "listen": "127.0.0.1:10800", "protocols": ["http"], "tls": "none", "proxyProtocol": { "from": ["127.0.0.1/32"] } },
                { "tag": "silent", "listen": "127.0.0.1:10801", "protocols": ["socks5"], "udp": { "tunnel": false, "plain": false } }
              ]
            }
            """);

        Same(xray["inbounds"], """
            [
              { "tag": "socks-in", "listen": "127.0.0.1", "port": 10802, "protocol": "socks",
                "settings": { "accounts": [ { "user": "alice", "pass": "$hash-of-alice" }, { "user": "dave", "pass": "$hash-of-dave" } ], "auth": "password", "udp": true, "ip": "203.0.113.7" } },
              { "tag": "web", "listen": "127.0.0.1", "port": 10800, "protocol": "http",
                "settings": { "accounts": [ { "user": "alice", "pass": "$hash-of-alice" }, { "user": "dave", "pass": "$hash-of-dave" } ] },
                "streamSettings": { "sockopt": { "acceptProxyProtocol": true } } },
              { "tag": "silent", "listen": "127.0.0.1", "port": 10803, "protocol": "socks",
                "settings": { "accounts": [ { "user": "alice", "pass": "$hash-of-alice" }, { "user": "dave", "pass": "$hash-of-dave" } ], "auth": "password", "udp": false } }
            ]
            """);
        result.Notes[0].Subject.ShouldBe("passwords", "nothing works before that is done");
        result.Notes[0].IsWarning.ShouldBeTrue();
        Told(result, "users bob, carol", "not among");
        Told(result, "users dave", "expire");
        Told(result, "inbounds socks-in", "socks5 and http on one port");
        Told(result, "inbounds web", "PROXY header");
    }

    [Fact]
    public void Export_NobodyWhoMayLogIn_LeavesInboundsOutRatherThanOpen()
    {
        _export.AddUser("bob", enabled: false);

        var (xray, result) = _export.Xray("""{ "inbounds": [ { "tag": "web", "listen": "127.0.0.1:1080", "protocols": ["http"] }, { "tag": "s", "listen": "127.0.0.1:1081", "protocols": ["socks5"] } ] }""");

        xray["inbounds"]!.AsArray().ShouldBeEmpty("on a port of socks HTTP would ask nobody for a password");
        Told(result, "inbounds web", "left out").IsWarning.ShouldBeTrue();
        Told(result, "inbounds s", "left out").IsWarning.ShouldBeTrue();
    }

    [Fact]
    public void Export_PortOfTheSystemsChoice_IsLeftOut() =>
        Told(_export.Xray("""{ "inbounds": [ { "tag": "any", "listen": "127.0.0.1:0" } ] }""").Result, "inbounds any", "left out").IsWarning.ShouldBeTrue();

    [Fact]
    public void Export_Outbounds_DefaultFirstAndWhatCannotBeHadIsABlackhole()
    {
        var authority = TestCertificates.Authority.Certificate.ExportCertificatePem();
        _export.Write("ca.pem", authority);
        _export.AddUpstream(new NewUpstream { Id = "leave", Scheme = "https", Host = "proxy.example", Port = 443, CertificateAuthorityPem = authority })
            .AddUpstream(new NewUpstream { Id = "off", Scheme = "socks5", Host = "192.0.2.9", Port = 1080, Enabled = false })
            .AddUpstream(new NewUpstream { Id = "lost", Scheme = "socks5", Host = "192.0.2.9", Port = 1080, UserName = "u" }, unavailable: "sealed")
            .AddUpstream(new NewUpstream { Id = "shadowed", Scheme = "socks5", Host = "192.0.2.9", Port = 1080 })
            .AddUpstream(new NewUpstream { Id = "pinned", Scheme = "socks5s", Host = "p.example", Port = 1080, ServerName = "q.example", PinSha256 = new byte[32], Fallback = UpstreamFallback.Direct });

        var (xray, result) = _export.Xray("""
            {
              "outbounds": [
                { "tag": "shadowed", "url": "http://192.0.2.3:3128" },
                { "tag": "main", "url": "socks5s://us%3Aer:pa%2Fss@192.0.2.1:1080", "tls": { "certificateAuthority": "ca.pem" } }
              ],
              "routing": { "default": "main" }
            }
            """);

        Same(xray["outbounds"], $$"""
            [
              { "tag": "main", "protocol": "socks",
                "settings": { "servers": [ { "address": "192.0.2.1", "port": 1080, "users": [ { "user": "us:er", "pass": "pa/ss" } ] } ] },
                "streamSettings": { "network": "tcp", "security": "tls", "tlsSettings": { "serverName": "192.0.2.1", "disableSystemRoot": true,
                  "certificates": [ { "usage": "verify", "certificateFile": "{{_export.File("ca.pem")}}" } ] } } },
              { "tag": "direct", "protocol": "freedom" },
              { "tag": "block", "protocol": "blackhole" },
              { "tag": "shadowed", "protocol": "http", "settings": { "servers": [ { "address": "192.0.2.3", "port": 3128 } ] } },
              { "tag": "leave", "protocol": "http", "settings": { "servers": [ { "address": "proxy.example", "port": 443 } ] },
                "streamSettings": { "network": "tcp", "security": "tls", "tlsSettings": { "disableSystemRoot": true,
                  "certificates": [ { "usage": "verify", "certificateFile": "{{_export.File("leave-ca.pem")}}" } ] } } },
              { "tag": "off", "protocol": "blackhole" },
              { "tag": "lost", "protocol": "blackhole" },
              { "tag": "pinned", "protocol": "socks", "settings": { "servers": [ { "address": "p.example", "port": 1080 } ] },
                "streamSettings": { "network": "tcp", "security": "tls", "tlsSettings": { "serverName": "q.example" } } }
            ]
            """);
        result.Files.Select(f => f.Path).ShouldBe([_export.File("xray_config.json"), _export.File("leave-ca.pem")]);
        result.Files[1].Text.ShouldBe(authority + "\n");
        Told(result, "upstream pinned", "pinned key").IsWarning.ShouldBeTrue();
        Told(result, "upstream pinned", "fallback direct");
        Told(result, "upstream off", "blackhole");
        string.Concat(result.Notes).ShouldNotContain("pa/ss");
    }

    [Fact]
    public void Export_Rules_ByNameInTheirOrderThenTheUsersOwnUpstreams()
    {
        _export.AddUpstream(new NewUpstream { Id = "leave", Scheme = "socks5", Host = "192.0.2.9", Port = 1080 })
            .AddUser("alice", "Alice@example.com").AddUser("bob", upstream: "leave").AddUser("carol", upstream: "leave", enabled: false).AddUser("dave", upstream: "leave");

        var (xray, result) = _export.Xray("""
            {
              "routing": { "rules": [
                { "inbound": ["socks-in"], "user": ["alice@EXAMPLE.com", "alice", "nobody@example.com"], "outbound": "leave" },
                { "name": "no datagrams", "network": ["udp"], "outbound": "block" },
                { "user": ["bob"], "network": ["tcp", "udp"], "outbound": "direct" },
                { "outbound": "direct" }
              ] }
            }
            """);

        Same(xray["routing"], """
            { "domainStrategy": "AsIs", "rules": [
              { "type": "field", "inboundTag": ["socks-in"], "user": ["alice", "nobody@example.com"], "outboundTag": "leave" },
              { "type": "field", "ruleTag": "no datagrams", "network": "udp", "outboundTag": "block" },
              { "type": "field", "user": ["bob"], "outboundTag": "direct" },
              { "type": "field", "inboundTag": ["socks-in"], "outboundTag": "direct" },
              { "type": "field", "user": ["bob", "carol", "dave"], "outboundTag": "leave" }
            ] }
            """);
        Told(result, "routing.rules[0]", "e-mails");
    }

    [Fact]
    public void Export_Timeouts_AreWholeSecondsAndNeverShorter()
    {
        var (xray, result) = _export.Xray("""{ "timeouts": { "handshake": "1500ms", "idle": "10m", "halfClosed": "100ms" } }""");

        Same(xray["policy"], """{ "levels": { "0": { "handshake": 2, "connIdle": 600, "uplinkOnly": 1, "downlinkOnly": 1 } } }""");
        Told(result, "policy.handshake", "1500ms is written as 2 s");
    }

    [Fact]
    public void Export_WhatNeitherProgramHas_IsListedOnceEach()
    {
        _export.AddUser("alice", commands: UserCommands.Connect);
        var result = _export.Xray("""
            {
              "inbounds": [ { "tag": "a", "listen": "127.0.0.1:1", "bind": { "enabled": true } }, { "tag": "b", "listen": "127.0.0.1:2", "bind": { "enabled": true } },
                            { "tag": "open", "listen": "0.0.0.0:3", "tls": "none", "allowPlaintext": true, "udp": { "plain": true, "ports": "42000-42999" } } ]
            }
            """).Result;

        Told(result, "guard", "private networks").IsWarning.ShouldBeTrue();
        Told(result, "inbounds a, b", "BIND");
        Told(result, "inbounds a, b", "UDP inside TLS");
        Told(result, "inbounds open", "no login").IsWarning.ShouldBeTrue();
        Told(result, "inbounds open", "ports for UDP");
        Told(result, "users alice", "commands");
        Told(result, "admin, log, tls", "not written");
        result.Notes.Distinct().Count().ShouldBe(result.Notes.Count);
        result.Notes.ShouldAllBe(n => !n.ToString().Contains('\n'));
    }

    private static ExportNote Told(ExportResult result, string subject, string part) =>
        result.Notes.Where(n => n.Subject == subject && n.Message.Contains(part, StringComparison.Ordinal)).ShouldHaveSingleItem();

    private static void Same(JsonNode? actual, string expected) => actual!.ToJsonString().ShouldBe(JsonNode.Parse(expected)!.ToJsonString());
}
