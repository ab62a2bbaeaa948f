using System.Text.Json.Nodes;
using Sockeye.Control.Exporting;
using Sockeye.Control.Upstreams;
using Sockeye.Engine.Outbounds;

namespace Sockeye.Tests.Exporting;

public sealed class UserFileExportTests : IDisposable
{
    private readonly ExportHarness _export = new();

    public void Dispose() => _export.Dispose();

    [Fact]
    public void Users_HaveTheSeedsFieldsAndWhatElseIsKnownOfThem()
    {
        _export.AddUser("alice", "alice@vless.local", upstream: "leave").AddUser("bob", enabled: false, expires: ExportHarness.Now.AddMilliseconds(5));

        var result = _export.Make("{}", new ExportTargets(null, null, _export.File("users.json"), null));

        JsonNode.Parse(result.Files.ShouldHaveSingleItem().Text)!.ToJsonString().ShouldBe(JsonNode.Parse("""
            { "users": [
              { "username": "alice", "uuid": "00000001-0000-0000-0000-000000000000", "email": "alice@vless.local", "socks_password": "$hash-of-alice", "external_proxy_id": "leave", "enabled": true },
              { "username": "bob", "uuid": "00000002-0000-0000-0000-000000000000", "email": null, "socks_password": "$hash-of-bob", "external_proxy_id": null, "enabled": false, "expires_at": "2026-01-01T00:00:00.005Z" }
            ] }
            """)!.ToJsonString());
        result.Notes.ShouldNotContain(n => n.Subject == "guard", "no program runs on this file alone");
    }

    [Fact]
    public void ExternalProxies_AreTheUpstreamsOfTheDatabase()
    {
        _export.AddUpstream(new NewUpstream { Id = "leave", Scheme = "socks5s", Host = "proxy.example", Port = 1080, UserName = "u", Password = "pässword", Fallback = UpstreamFallback.Direct })
            .AddUpstream(new NewUpstream { Id = "off", Scheme = "http", Host = "192.0.2.1", Port = 3128, Enabled = false })
            .AddUpstream(new NewUpstream { Id = "pinned", Scheme = "https", Host = "p.example", Port = 443, ServerName = "q.example", PinSha256 = new byte[32] });

        var result = _export.Make("{}", new ExportTargets(null, null, null, _export.File("external_proxy.json")));

        JsonNode.Parse(result.Files.ShouldHaveSingleItem().Text)!.ToJsonString().ShouldBe(JsonNode.Parse("""
            { "enabled": true, "proxies": [
              { "id": "leave", "type": "socks5s", "address": "proxy.example", "port": 1080, "username": "u", "password": "pässword",
                "tls": { "enabled": true, "server_name": "proxy.example", "allow_insecure": false }, "active": true, "enabled": true, "routing": { "fallback": "direct" } },
              { "id": "off", "type": "http", "address": "192.0.2.1", "port": 3128, "username": null, "password": null,
                "tls": { "enabled": false }, "active": false, "enabled": false, "routing": { "fallback": "block" } },
              { "id": "pinned", "type": "https", "address": "p.example", "port": 443, "username": null, "password": null,
                "tls": { "enabled": true, "server_name": "q.example", "allow_insecure": false }, "active": true, "enabled": true, "routing": { "fallback": "block" } }
            ] }
            """)!.ToJsonString());
        result.Notes.ShouldHaveSingleItem().ToString().ShouldBe("upstream pinned: its pinned key can't be said in external_proxy.json");
    }
}
