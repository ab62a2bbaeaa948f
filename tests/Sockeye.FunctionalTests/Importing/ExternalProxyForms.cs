using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Importing;

/// <summary>Where the outbound <c>external-proxy</c> can be defined, which the seed's rule names and its files don't have.</summary>
public static class ExternalProxyForms
{
    public const string Xray = "an outbound of Xray's file";
    public const string Listed = "external_proxy.json, by that id";
    public const string Active = "external_proxy.json, the active one";
    public const string Beside = "the configuration beside the files";

    public static TheoryData<string> All => [Xray, Listed, Active, Beside];

    /// <summary>Defines it as SOCKS5 over TLS to this port, with this login.</summary>
    internal static void Define(OldSystem old, string form, int port, TestUser login)
    {
        switch (form)
        {
            case Xray:
                old.ChangeXray(xray => xray["outbounds"] = new JsonArray(Direct(), XrayOutbound(port, login)));
                break;
            case Listed or Active:
                old.WriteExternalProxy(Entry(form == Listed ? "external-proxy" : "amsterdam", port, login));
                TrustAsSystem(old);
                break;
            default:
                old.Command.Change(configuration => configuration["outbounds"] = new JsonArray(new JsonObject
                {
                    ["tag"] = "external-proxy",
                    ["url"] = $"socks5s://{login.Name}:{login.Password}@localhost:{port}",
                    ["tls"] = new JsonObject { ["certificateAuthority"] = TestAuthority.Trusted.File },
                }));
                break;
        }
    }

    /// <summary>The tag that it has here.</summary>
    internal static string TagOf(string form) => form == Active ? "amsterdam" : "external-proxy";

    /// <summary>An entry of <c>external_proxy.json</c>.</summary>
    internal static JsonObject Entry(string id, int port, TestUser login) => new()
    {
        ["id"] = id,
        ["type"] = "socks5s",
        ["address"] = "localhost",
        ["port"] = port,
        ["tls"] = new JsonObject { ["enabled"] = true, ["server_name"] = "localhost", ["allow_insecure"] = false },
        ["auth"] = new JsonObject { ["required"] = true, ["username"] = login.Name, ["password"] = login.Password },
        ["active"] = true,
        ["routing"] = new JsonObject { ["fallback"] = "retry-then-block" },
    };

    /// <summary>These files have no word for an authority: the system's are asked, of which OpenSSL takes this file.</summary>
    internal static void TrustAsSystem(OldSystem old) => old.Command.Environment["SSL_CERT_FILE"] = TestAuthority.Trusted.File;

    private static JsonObject Direct() => new() { ["tag"] = "direct", ["protocol"] = "freedom" };

    private static JsonObject XrayOutbound(int port, TestUser login) => new()
    {
        ["tag"] = "external-proxy",
        ["protocol"] = "socks",
        ["settings"] = new JsonObject
        {
            ["servers"] = new JsonArray(new JsonObject
            {
                ["address"] = "localhost",
                ["port"] = port,
                ["users"] = new JsonArray(new JsonObject { ["user"] = login.Name, ["pass"] = login.Password }),
            }),
        },
        ["streamSettings"] = new JsonObject
        {
            ["network"] = "tcp",
            ["security"] = "tls",
            ["tlsSettings"] = new JsonObject
            {
                ["serverName"] = "localhost",
                ["certificates"] = new JsonArray(new JsonObject { ["usage"] = "verify", ["certificateFile"] = TestAuthority.Trusted.File }),
            },
        },
    };
}
