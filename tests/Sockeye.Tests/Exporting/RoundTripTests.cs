using Sockeye.Control.Certificates;
using Sockeye.Control.Upstreams;
using Sockeye.Engine.Authentication;
using Sockeye.Engine.Outbounds;
using Sockeye.Tests.Users;

namespace Sockeye.Tests.Exporting;

/// <summary>Export, then import, is the same configuration, but for what docs/export.md lists and every export says.</summary>
public sealed class RoundTripTests : IDisposable
{
    private readonly RoundTrip _trip = new();

    public RoundTripTests()
    {
        RoundTripFiles.WriteTo(_trip.Harness);
        _trip.Harness.AddUser("alice", "alice@vless.local");
    }

    public static TheoryData<string, string, string> Configurations => new()
    {
        { "certificates in each form, several of one port", """
            { "inbounds": [
              { "tag": "one", "listen": "0.0.0.0:1080", "tls": { "certificates": [ { "certificate": "both.pem" } ] } },
              { "tag": "two", "listen": "[::1]:1081", "tls": { "certificates": [ { "certificate": "beside.pem", "key": "beside.pem.key" }, { "certificate": "both.pem" } ] } },
              { "tag": "three", "listen": "127.0.0.1:1082", "tls": { "certificates": [ { "certificate": "chain.pem", "key": "key.pem" } ] } },
              { "tag": "four", "listen": "[::]:1083", "tls": { "certificates": [ { "certificate": "both.pem" } ] } } ] }
            """, "" },
        { "a port without TLS before and behind those with", """
            { "inbounds": [
              { "tag": "first", "listen": "127.0.0.1:10800", "tls": "none", "protocols": ["socks5"] },
              { "tag": "tls", "listen": "127.0.0.1:10801", "tls": { "certificates": [ { "certificate": "both.pem" } ] } },
              { "tag": "last", "listen": "[::1]:1082", "tls": "none", "protocols": ["http"] } ] }
            """, "" },
        { "UDP off, in TLS, and in the open where it is plain", """
            { "inbounds": [
              { "tag": "off", "listen": "127.0.0.1:1080", "tls": { "certificates": [ { "certificate": "both.pem" } ] }, "udp": { "tunnel": false } },
              { "tag": "plain", "listen": "127.0.0.1:1081", "tls": "none", "protocols": ["socks5"], "udp": { "advertise": "203.0.113.7" } },
              { "tag": "silent", "listen": "127.0.0.1:1082", "tls": "none", "protocols": ["socks5"], "udp": { "tunnel": false, "plain": false } } ] }
            """, "" },
        { "PROXY headers, limits", """
            { "inbounds": [ { "tag": "socks-in", "listen": "127.0.0.1:1080", "tls": { "certificates": [ { "certificate": "both.pem" } ] }, "proxyProtocol": { "from": ["10.0.0.0/8", "2001:db8::/32", "192.0.2.1/32"] } } ],
              "timeouts": { "handshake": "20s", "idle": "1500ms", "halfClosed": "2h" }, "limits": { "connections": 900 } }
            """, "" },
        { "what an inbound has beyond the files", """
            { "inbounds": [
              { "tag": "s", "listen": "127.0.0.1:1080", "protocols": ["socks5"], "tls": { "certificates": [ { "certificate": "both.pem" } ] }, "bind": { "enabled": true }, "udp": { "plain": true, "ports": "42000-42999" } },
              { "tag": "h", "listen": "127.0.0.1:1081", "protocols": ["http"], "tls": { "certificates": [ { "certificate": "both.pem" } ] } },
              { "tag": "p", "listen": "127.0.0.1:1082", "tls": "none", "udp": { "tunnel": true, "plain": false }, "proxyProtocol": { "from": ["127.0.0.1/32"] } },
              { "tag": "q", "listen": "127.0.0.1:1083", "protocols": ["socks5"], "tls": "none", "udp": { "tunnel": false, "plain": true } },
              { "tag": "any", "listen": "127.0.0.1:0", "tls": { "certificates": [ { "certificate": "both.pem" } ] } } ] }
            """, "bind s, inbounds, protocols h, protocols p, protocols s, proxyProtocol p, udp.plain s, udp.ports s, udp.tunnel p, udp.tunnel q" },
        { "what the whole has beyond the files", """
            { "inbounds": [ { "tag": "plain", "listen": "127.0.0.1:1080", "tls": "none", "protocols": ["socks5"] } ],
              "guard": { "allowPrivateNetworks": ["10.0.0.0/8"] }, "admin": { "listen": "127.0.0.1:9" }, "log": { "format": "json" }, "tls": { "provider": "sslstream" },
              "timeouts": { "handshake": "5s", "request": "1s", "dial": "2s", "idle": "2500ms", "drain": "3s" }, "limits": { "connections": 7 } }
            """, "admin, guard, limits.connections, log, provider, timeouts.dial, timeouts.drain, timeouts.handshake, timeouts.idle, timeouts.request" },
        { "outbounds of the four schemes", """
            { "inbounds": [ { "tag": "plain", "listen": "127.0.0.1:1080", "tls": "none", "protocols": ["socks5"] } ],
              "outbounds": [
                { "tag": "a", "url": "socks5://192.0.2.1:1080" },
                { "tag": "b", "url": "socks5s://us%3Aer:pa%2Fss@[2001:db8::1]:1080", "tls": { "certificateAuthority": "authority.pem" } },
                { "tag": "c", "url": "http://me@proxy.example:3128" },
                { "tag": "d", "url": "https://proxy.example:443", "tls": { "serverName": "other.example" } },
                { "tag": "e", "url": "https://proxy.example:444", "tls": { "serverName": "PROXY.example" } } ],
              "routing": { "default": "b" } }
            """, "" },
        { "what an outbound has beyond the files", """
            { "inbounds": [ { "tag": "plain", "listen": "127.0.0.1:1080", "tls": "none", "protocols": ["socks5"] } ],
              "outbounds": [ { "tag": "a", "url": "socks5s://p.example:1080", "udp": "none", "fallback": "direct", "tls": { "pin": "0000000000000000000000000000000000000000000000000000000000000000" } } ] }
            """, "fallback a, pin a, udp a" },
    };

    public void Dispose() => _trip.Dispose();

    [Theory]
    [MemberData(nameof(Configurations))]
    public void Configuration_ThereAndBack_IsTheSameButFor(string subject, string configuration, string losses) => ShouldLose(configuration, losses, subject);

    [Fact]
    public void Rules_ThereAndBack_DecideTheSameForEverybody()
    {
        _trip.Harness.AddUpstream(new NewUpstream { Id = "leave", Scheme = "socks5s", Host = "leave.example", Port = 1080, UserName = "me", Password = "let-me-out" })
            .AddUpstream(new NewUpstream { Id = "off", Scheme = "http", Host = "192.0.2.1", Port = 3128, Enabled = false })
            .AddUser("bob", upstream: "leave").AddUser("carol", upstream: "off").AddUser("dave", upstream: "leave", enabled: false).AddUser("erin", upstream: "leave")
            .AddUser("frank", "FRANK@example.com").AddUser("gwen@example.com", upstream: "leave");

        ShouldLose("""
            { "inbounds": [
                { "tag": "in", "listen": "127.0.0.1:1080", "tls": { "certificates": [ { "certificate": "both.pem" } ] } },
                { "tag": "other", "listen": "127.0.0.1:1081", "tls": "none", "protocols": ["socks5"] } ],
              "outbounds": [ { "tag": "exit", "url": "socks5://192.0.2.9:1080" } ],
              "routing": { "default": "off", "rules": [
                { "name": "no datagrams", "network": ["udp"], "inbound": ["in"], "outbound": "block" },
                { "user": ["frank@example.com", "nobody@example.com"], "network": ["tcp", "udp"], "outbound": "exit" },
                { "user": ["gwen@example.com"], "inbound": ["other"], "outbound": "off" },
                { "name": "by hand", "user": ["erin"], "outbound": "leave" },
                { "user": ["bob", "erin"], "outbound": "leave" } ] } }
            """, "", "rules");
        _trip.After.Users.Where(u => u.Upstream is not null).Select(u => u.Name).Order(StringComparer.Ordinal).ShouldBe(["bob", "carol", "dave", "erin", "gwen@example.com"]);
        _trip.First.Notes.ShouldContain(n => n.Subject == "routing.rules[1]" && n.Message.Contains("e-mails", StringComparison.Ordinal));
    }

    [Fact]
    public void RuleWithoutConditions_StillComesBeforeAUsersOwnUpstream()
    {
        _trip.Harness.AddUpstream(new NewUpstream { Id = "leave", Scheme = "socks5", Host = "192.0.2.1", Port = 1080 }).AddUser("bob", upstream: "leave");

        ShouldLose(Tls("""{ "rules": [ { "user": ["alice"], "outbound": "leave" }, { "network": ["udp", "tcp"], "outbound": "direct" }, { "user": ["bob"], "outbound": "block" } ] }"""), "", "unconditional");
    }

    [Fact]
    public void RuleForAnEmailOfNobody_IsNotForTheNameBeforeTheSign()
    {
        _trip.Harness.AddUser("bob");

        ShouldLose(Tls("""{ "rules": [ { "user": ["bob@example.com"], "outbound": "block" }, { "user": ["bob@example.com", "alice"], "outbound": "block" } ] }"""), "", "bob has no address");
        _trip.First.Notes.ShouldContain(n => n.Subject == "routing.rules[0]" && n.Message.Contains("left out", StringComparison.Ordinal));
    }

    [Fact]
    public void Users_ThereAndBack_AreTheSame()
    {
        _trip.Harness.AddUpstream(new NewUpstream { Id = "leave", Scheme = "https", Host = "192.0.2.1", Port = 443, ServerName = "leave.example" })
            .AddUser("bob", "Bob.B@example.com", "leave", enabled: false).AddUser("carol", expires: ExportHarness.Now.AddDays(-1)).AddUser("zoë 山", upstream: "leave", expires: ExportHarness.Now.AddMilliseconds(86_400_123))
            .AddUser("restricted", commands: UserCommands.Connect);

        ShouldLose(Tls("{}"), "commands restricted", "users");
    }

    [Fact]
    public void Upstreams_ThereAndBack_AreTheSameButFor()
    {
        _trip.Harness.AddUpstream(new NewUpstream { Id = "a", Scheme = "socks5s", Host = "a.example", Port = 1080, UserName = "me", Password = "pässword", Fallback = UpstreamFallback.Direct })
            .AddUpstream(new NewUpstream { Id = "b", Scheme = "https", Host = "2001:db8::1", Port = 443, CertificateAuthorityPem = RoundTripFiles.Authority })
            .AddUpstream(new NewUpstream { Id = "c", Scheme = "https", Host = "c.example", Port = 443, ServerName = "d.example", PinSha256 = new byte[32] })
            .AddUpstream(new NewUpstream { Id = "d", Scheme = "socks5s", Host = "d.example", Port = 1080, CertificateAuthorityPem = RoundTripFiles.Authority, Enabled = false })
            .AddUpstream(new NewUpstream { Id = "e", Scheme = "socks5", Host = "e.example", Port = 1080, UserName = "me", Password = "sealed" }, unavailable: "sealed")
            .AddUpstream(new NewUpstream { Id = "hidden", Scheme = "socks5", Host = "f.example", Port = 1080 })
            .AddUser("bob", upstream: "b").AddUser("carol", upstream: "e").AddUser("dave", upstream: "hidden");

        ShouldLose(
            """{ "inbounds": [ { "tag": "in", "listen": "127.0.0.1:1080", "tls": { "certificates": [ { "certificate": "both.pem" } ] } } ], "outbounds": [ { "tag": "hidden", "url": "http://192.0.2.1:3128" } ], "routing": { "rules": [ { "inbound": ["in"], "user": ["alice"], "outbound": "d" } ] } }""",
            "authority d, hidden hidden, password e, pin c",
            "upstreams");
    }

    [Fact]
    public void LocalAuthority_ComesBackAsItsCertificate()
    {
        using (LocalAuthority.Ensure(_trip.Harness.Data, TimeProvider.System))
        {
        }

        ShouldLose("""{ "inbounds": [ { "tag": "in", "listen": "127.0.0.1:1080" } ] }""", "tls.renewal in", "local authority");
        CertificateFiles.Load(_trip.After.Options.Inbounds[0].Tls.Certificates.ShouldHaveSingleItem().Certificate).Certificate.Leaf.Thumbprint
            .ShouldBe(CertificateFiles.Load(LocalAuthority.LeafPathIn(_trip.Harness.Data)).Certificate.Leaf.Thumbprint);
    }

    [Theory]
    [InlineData("""{ "inbounds": [ { "tag": "open", "listen": "0.0.0.0:1080", "tls": "none", "allowPlaintext": true } ] }""", "inbounds open", "sockeye import refuses such a port")]
    [InlineData("""{ "inbounds": [ { "tag": "any", "listen": "127.0.0.1:0", "tls": { "certificates": [ { "certificate": "both.pem" } ] } } ] }""", "inbounds any", "left out: its port")]
    public void WhatNoImportTakes_IsRefusedThereAndWarnedOfHere(string configuration, string subject, string part)
    {
        _trip.Run(configuration);

        _trip.Refusals.ShouldNotBeEmpty();
        _trip.First.Notes.ShouldContain(n => n.IsWarning && n.Subject == subject && n.Message.Contains(part, StringComparison.Ordinal));
    }

    [Fact]
    public void Generated_ThereAndBack_LosesOnlyWhatTheExportSays()
    {
        for (var seed = 1; seed <= 100; seed++)
        {
            using var trip = new RoundTrip();
            RoundTripFiles.WriteTo(trip.Harness);
            var configuration = new RoundTripGenerator(seed).Fill(trip.Harness);

            trip.Run(configuration);

            trip.Refusals.ShouldBeEmpty($"seed {seed}: {configuration}");
            Check(trip, $"seed {seed}: {configuration}");
        }
    }

    private static string Tls(string routing) =>
        $$"""{ "inbounds": [ { "tag": "in", "listen": "127.0.0.1:1080", "tls": { "certificates": [ { "certificate": "both.pem" } ] } }, { "tag": "web", "listen": "127.0.0.1:1081", "protocols": ["http"], "tls": "none" } ], "routing": {{routing}} }""";

    private void ShouldLose(string configuration, string losses, string subject)
    {
        _trip.Run(configuration);

        _trip.Refusals.ShouldBeEmpty(subject);
        var lost = Check(_trip, subject).Select(d => $"{d.Field} {d.Subject}".TrimEnd());
        string.Join(", ", lost.Order(StringComparer.Ordinal)).ShouldBe(losses, subject);
    }

    /// <summary>Every difference is a known one that the export told of; and where none shows in the files, the next export is the same text.</summary>
    private static IReadOnlyList<RoundTripDifference> Check(RoundTrip trip, string subject)
    {
        var differences = RoundTripDifference.Between(trip.Before, trip.After);
        var losses = differences.Select(difference => KnownLoss.Of(difference, trip.First)).ToList();
        differences.Where((_, i) => losses[i] is null).ShouldBeEmpty(subject);
        if (!losses.Exists(loss => loss!.ChangesFiles))
        {
            foreach (var file in trip.Second.Files)
            {
                file.Text.ShouldBe(File.ReadAllText(file.Path), $"{file.Path}, {subject}");
            }
        }

        return differences;
    }
}
