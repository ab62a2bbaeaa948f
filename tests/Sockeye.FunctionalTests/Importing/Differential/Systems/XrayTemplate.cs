using System.Text.Json.Nodes;

namespace Sockeye.FunctionalTests.Importing.Differential.Systems;

/// <summary><c>xray_config.json</c> as v2ray takes it: the last rule has a condition.</summary>
internal static class XrayTemplate
{
    public const string UpstreamUser = "sockeye";
    public const string UpstreamPassword = "the-upstreams-own-password";

    public static string Fill(SystemPorts ports, UpstreamPorts upstreams) => new JsonObject
    {
        ["log"] = new JsonObject { ["loglevel"] = "info" },
        ["inbounds"] = new JsonArray(
            Inbound("socks-in", ports.Socks, "socks", new JsonObject { ["auth"] = "password", ["udp"] = true, ["ip"] = "127.0.0.1" }),
            Inbound("socks-without-udp", ports.SocksWithoutUdp, "socks", new JsonObject { ["auth"] = "password", ["udp"] = false }),
            Inbound("http-in", ports.Http, "http", [])),
        ["outbounds"] = new JsonArray(
            new JsonObject { ["tag"] = "direct", ["protocol"] = "freedom" },
            Upstream("external-proxy", upstreams.Up),
            Upstream("external-proxy-down", upstreams.Down),
            new JsonObject { ["tag"] = "blackhole", ["protocol"] = "blackhole" }),
        ["routing"] = new JsonObject
        {
            ["rules"] = new JsonArray(
                Rule("external-proxy", SystemUsers.Upstream),
                Rule("external-proxy", SystemUsers.EmailOf(SystemUsers.UpstreamByEmail)),
                Rule("external-proxy-down", SystemUsers.UpstreamDown),
                Rule("blackhole", SystemUsers.Blackhole),
                Rule("nowhere-defined", SystemUsers.Undefined),
                new JsonObject { ["type"] = "field", ["network"] = "tcp,udp", ["outboundTag"] = "direct" }),
        },
    }.ToJsonString(new() { WriteIndented = true });

    private static JsonObject Inbound(string tag, int port, string protocol, JsonObject settings)
    {
        settings["accounts"] = new JsonArray([.. SystemUsers.All.Select(user => new JsonObject
        {
            ["user"] = user,
            ["pass"] = SystemUsers.PasswordOf(user),
        })]);
        return new JsonObject { ["tag"] = tag, ["listen"] = "127.0.0.1", ["port"] = port, ["protocol"] = protocol, ["settings"] = settings };
    }

    private static JsonObject Upstream(string tag, int port) => new()
    {
        ["tag"] = tag,
        ["protocol"] = "socks",
        ["settings"] = new JsonObject
        {
            ["servers"] = new JsonArray(new JsonObject
            {
                ["address"] = "127.0.0.1",
                ["port"] = port,
                ["users"] = new JsonArray(new JsonObject { ["user"] = UpstreamUser, ["pass"] = UpstreamPassword }),
            }),
        },
    };

    private static JsonObject Rule(string outbound, string user) => new()
    {
        ["type"] = "field",
        ["user"] = new JsonArray(user),
        ["outboundTag"] = outbound,
    };
}
