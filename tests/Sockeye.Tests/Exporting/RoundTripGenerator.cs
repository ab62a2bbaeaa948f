using System.Globalization;
using System.Text.Json.Nodes;
using Sockeye.Control.Upstreams;
using Sockeye.Engine.Authentication;
using Sockeye.Engine.Outbounds;

namespace Sockeye.Tests.Exporting;

/// <summary>Configurations with users and upstreams, always the same for the same seed.</summary>
internal sealed class RoundTripGenerator(int seed)
{
    private static readonly string[] Names = ["alice", "bob", "carol", "dave@example.com", "erin", "zoë 山"];
    private static readonly string[] Schemes = ["socks5", "socks5s", "http", "https"];
    private static readonly string[] Hosts = ["proxy.example", "192.0.2.7", "2001:db8::7"];

    private static readonly string[] Certificates =
    [
        """{ "certificate": "both.pem" }""", """{ "certificate": "beside.pem", "key": "beside.pem.key" }""", """{ "certificate": "chain.pem", "key": "key.pem" }""",
    ];

    private readonly Random _random = new(seed);

    /// <summary>Adds users and upstreams; gives the configuration.</summary>
    public string Fill(ExportHarness harness)
    {
        var upstreams = Many(0, 4, i => $"up{i}");
        foreach (var id in upstreams) AddUpstream(harness, id);
        AddUsers(harness, upstreams);
        var outbounds = Many(0, 3, i => $"out{i}");
        var inbounds = Many(1, 4, i => $"in{i}");
        var root = new JsonObject
        {
            ["inbounds"] = new JsonArray([.. inbounds.Select((tag, i) => (JsonNode)Inbound(tag, 1080 + i))]),
            ["outbounds"] = new JsonArray([.. outbounds.Select(tag => (JsonNode)Outbound(tag))]),
            ["routing"] = Routing(inbounds, [.. outbounds, .. upstreams, "direct", "block"]),
            ["timeouts"] = new JsonObject { ["idle"] = Duration(), ["halfClosed"] = Duration(), ["handshake"] = Duration() },
        };
        if (Is(2)) root["limits"] = new JsonObject { ["connections"] = _random.Next(1, 1000) };
        return root.ToJsonString();
    }

    private void AddUpstream(ExportHarness harness, string id)
    {
        var scheme = Any(Schemes);
        var isTls = scheme is "socks5s" or "https";
        var user = Is(2) ? "me" : null;
        harness.AddUpstream(
            new NewUpstream
            {
                Id = id, Scheme = scheme, Host = Any(Hosts), Port = _random.Next(1, 65536), UserName = user, Password = user is not null && Is(2) ? $"word-{id}" : null,
                ServerName = isTls && Is(3) ? "other.example" : null, CertificateAuthorityPem = isTls && Is(3) ? RoundTripFiles.Authority : null,
                PinSha256 = isTls && Is(6) ? new byte[32] : null, Fallback = Is(4) ? UpstreamFallback.Direct : UpstreamFallback.Block, Enabled = !Is(4),
            },
            unavailable: user is not null && Is(8) ? "sealed" : null);
    }

    private void AddUsers(ExportHarness harness, string[] upstreams)
    {
        var count = _random.Next(1, Names.Length + 1);
        for (var i = 0; i < count; i++)
        {
            harness.AddUser(
                Names[i], Is(2) ? $"Mail{i}@example.com" : null, upstreams.Length > 0 && Is(2) ? Any(upstreams) : null, enabled: i == 0 || !Is(4),
                expires: i > 0 && Is(4) ? ExportHarness.Now.AddHours(_random.Next(-48, 48)) : null, commands: Is(6) ? UserCommands.Connect : UserCommands.Connect | UserCommands.Udp);
        }
    }

    private JsonObject Inbound(string tag, int port)
    {
        var isTls = !Is(3);
        var inbound = new JsonObject { ["tag"] = tag, ["listen"] = string.Create(CultureInfo.InvariantCulture, $"{(isTls ? Any("127.0.0.1", "[::]", "192.0.2.1") : "127.0.0.1")}:{port}") };
        inbound["tls"] = isTls ? JsonNode.Parse($$"""{ "certificates": [ {{string.Join(", ", Many(1, 2, _ => Any(Certificates)))}} ] }""") : "none";
        if (Is(3)) inbound["protocols"] = new JsonArray(Any("socks5", "http"));
        if (Is(3)) inbound["proxyProtocol"] = new JsonObject { ["from"] = new JsonArray("10.0.0.0/8", "2001:db8::/32") };
        if (Is(3)) inbound["udp"] = new JsonObject { ["tunnel"] = Is(2), ["plain"] = Is(2) };
        if (Is(6)) inbound["bind"] = new JsonObject { ["enabled"] = true };
        return inbound;
    }

    private JsonObject Outbound(string tag)
    {
        var scheme = Any(Schemes);
        var host = Any(Hosts);
        var outbound = new JsonObject { ["tag"] = tag, ["url"] = $"{scheme}://{Any("", "me@", "me:w%2Frd@")}{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{_random.Next(1, 65536)}" };
        if (scheme is "socks5s" or "https" && Is(2))
        {
            outbound["tls"] = new JsonObject { ["serverName"] = Any("other.example", "proxy.example") };
            if (Is(2)) outbound["tls"]!["certificateAuthority"] = "authority.pem";
        }

        if (Is(5)) outbound["fallback"] = "direct";
        return outbound;
    }

    private JsonObject Routing(string[] inbounds, string[] outbounds) => new()
    {
        ["default"] = Any(outbounds),
        ["rules"] = new JsonArray([.. Many(0, 6, i =>
        {
            var rule = new JsonObject { ["outbound"] = Any(outbounds) };
            if (Is(4)) rule["name"] = $"rule {i}";
            if (Is(3)) rule["inbound"] = Texts(inbounds);
            if (!Is(3)) rule["user"] = Texts([.. Names, "mail0@example.com", "MAIL1@example.com", "nobody@example.com", "bob@example.com"]);
            if (Is(4)) rule["network"] = Texts(["tcp", "udp"]);
            return (JsonNode)rule;
        })]),
    };

    private string Duration() => Any("1s", "1500ms", "15s", "5m", "20s", "1h");

    private JsonArray Texts(string[] texts) => new([.. Many(1, 3, _ => Any(texts)).Distinct().Select(text => (JsonNode)text)]);

    private bool Is(int oneOf) => _random.Next(oneOf) == 0;

    private T Any<T>(params T[] choices) => choices[_random.Next(choices.Length)];

    private T[] Many<T>(int least, int most, Func<int, T> make) => [.. Enumerable.Range(0, _random.Next(least, most + 1)).Select(make)];
}
