using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Testing;

/// <summary>Configuration files for the tests: loopback is open as a target, every port is free to choose.</summary>
internal static class ServerConfiguration
{
    /// <summary>One inbound with the tests' certificate, for SOCKS5 and HTTP.</summary>
    public static JsonObject Of<TKind>()
        where TKind : ITlsKind => new()
    {
        ["inbounds"] = new JsonArray(Inbound(TestAuthority.Localhost)),
        ["guard"] = new JsonObject { ["allowPrivateNetworks"] = new JsonArray("127.0.0.0/8", "::1/128") },
        ["tls"] = new JsonObject { ["provider"] = TKind.Provider },
    };

    /// <summary>Over libssl.</summary>
    public static JsonObject Standard() => Of<OpenSsl>();

    /// <summary>An inbound that shows these certificates.</summary>
    public static JsonObject Inbound(params IssuedCertificate[] certificates) => new()
    {
        ["tag"] = "socks-in",
        ["listen"] = "127.0.0.1:0",
        ["tls"] = new JsonObject
        {
            ["certificates"] = new JsonArray([.. certificates.Select(certificate => new JsonObject
            {
                ["certificate"] = certificate.CertificateFile,
                ["key"] = certificate.KeyFile,
            })]),
        },
    };

    /// <summary>An inbound without TLS that believes PROXY headers of loopback.</summary>
    public static JsonObject PlainInbound() => new()
    {
        ["tag"] = "plain-in",
        ["listen"] = "127.0.0.1:0",
        ["tls"] = "none",
        ["proxyProtocol"] = new JsonObject { ["from"] = new JsonArray("127.0.0.0/8") },
    };

    /// <summary>Sets one limit in time.</summary>
    public static JsonObject WithTimeout(this JsonObject configuration, string name, string value)
    {
        var timeouts = configuration["timeouts"] as JsonObject;
        if (timeouts is null)
        {
            configuration["timeouts"] = timeouts = [];
        }

        timeouts[name] = value;
        return configuration;
    }

    /// <summary>Sets one key at the top.</summary>
    public static JsonObject With(this JsonObject configuration, string key, JsonNode? value)
    {
        configuration[key] = value;
        return configuration;
    }
}
