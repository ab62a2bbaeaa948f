using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Testing.Programs;

/// <summary>v2ray as a native client of SOCKS5 over TLS, and as a server of it.</summary>
internal static class V2Ray
{
    /// <summary>SOCKS5 without a password in; SOCKS5 over TLS to the port given, with credentials, out.</summary>
    public static Task<RunningProgram> StartClientAsync(int serverPort, string user, string password) => StartClientAsync(
        new JsonObject
        {
            ["protocol"] = "socks",
            ["settings"] = new JsonObject
            {
                ["servers"] = new JsonArray(new JsonObject
                {
                    ["address"] = "127.0.0.1",
                    ["port"] = serverPort,
                    ["users"] = new JsonArray(new JsonObject { ["user"] = user, ["pass"] = password }),
                }),
            },
            ["streamSettings"] = new JsonObject
            {
                ["network"] = "tcp",
                ["security"] = "tls",
                ["tlsSettings"] = new JsonObject
                {
                    ["serverName"] = "localhost",
                    ["disableSystemRoot"] = true,
                    ["certificates"] = new JsonArray(new JsonObject { ["usage"] = "verify", ["certificateFile"] = TestAuthority.Trusted.File }),
                },
            },
        });

    /// <summary>SOCKS5 without a password in; this outbound out.</summary>
    public static Task<RunningProgram> StartClientAsync(JsonObject outbound) => StartAsync(
        new JsonObject { ["protocol"] = "socks", ["settings"] = new JsonObject { ["auth"] = "noauth", ["udp"] = false } }, outbound);

    /// <summary>SOCKS5 over TLS with credentials in; direct out.</summary>
    public static Task<RunningProgram> StartServerAsync(string user, string password) => StartAsync(
        new JsonObject
        {
            ["protocol"] = "socks",
            ["settings"] = new JsonObject
            {
                ["auth"] = "password",
                ["accounts"] = new JsonArray(new JsonObject { ["user"] = user, ["pass"] = password }),
            },
            ["streamSettings"] = new JsonObject
            {
                ["network"] = "tcp",
                ["security"] = "tls",
                ["tlsSettings"] = new JsonObject
                {
                    ["certificates"] = new JsonArray(new JsonObject
                    {
                        ["certificateFile"] = TestAuthority.Localhost.CertificateFile,
                        ["keyFile"] = TestAuthority.Localhost.KeyFile,
                    }),
                },
            },
        },
        new JsonObject { ["protocol"] = "freedom" });

    /// <summary>SOCKS5 without TLS with credentials in, UDP ASSOCIATE too; direct out.</summary>
    public static Task<RunningProgram> StartPlainServerAsync(string user, string password) => StartAsync(
        new JsonObject
        {
            ["protocol"] = "socks",
            ["settings"] = new JsonObject
            {
                ["auth"] = "password",
                ["accounts"] = new JsonArray(new JsonObject { ["user"] = user, ["pass"] = password }),
                ["udp"] = true,
                ["ip"] = "127.0.0.1",
            },
        },
        new JsonObject { ["protocol"] = "freedom" });

    private static Task<RunningProgram> StartAsync(JsonObject inbound, JsonObject outbound) => RunningProgram.StartAsync(
        "v2ray",
        port =>
        {
            inbound["listen"] = "127.0.0.1";
            inbound["port"] = port;
            return new JsonObject
            {
                ["log"] = new JsonObject { ["loglevel"] = "warning" },
                ["inbounds"] = new JsonArray(inbound),
                ["outbounds"] = new JsonArray(outbound),
            }.ToJsonString();
        },
        (configuration, _) => ["-config", configuration, "-format", "json"]);
}
