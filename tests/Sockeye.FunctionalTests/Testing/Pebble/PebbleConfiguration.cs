using System.Buffers.Text;
using System.Globalization;
using System.Text.Json.Nodes;
using Sockeye.FunctionalTests.Testing.Tls;

namespace Sockeye.FunctionalTests.Testing.Pebble;

/// <summary>Pebble's configuration file and environment.</summary>
internal static class PebbleConfiguration
{
    /// <summary>The file's text.</summary>
    public static string File(PebbleOptions options, int port, int managementPort, ChallengeTestServer challenges)
    {
        var pebble = new JsonObject
        {
            ["listenAddress"] = $"127.0.0.1:{port}",
            ["managementListenAddress"] = $"127.0.0.1:{managementPort}",
            ["certificate"] = TestAuthority.Localhost.CertificateFile,
            ["privateKey"] = TestAuthority.Localhost.KeyFile,
            ["httpPort"] = options.HttpPort ?? challenges.HttpPort,
            ["tlsPort"] = options.TlsPort ?? challenges.TlsPort,
            ["ocspResponderURL"] = "",
            ["externalAccountBindingRequired"] = options.ExternalAccounts.Count > 0,
            ["externalAccountMACKeys"] = new JsonObject(
                options.ExternalAccounts.Select(account => KeyValuePair.Create(account.Key, (JsonNode?)Base64Url.EncodeToString(account.Value)))),
        };
        if (options.Validity is { } validity)
        {
            pebble["certificateValidityPeriod"] = (long)validity.TotalSeconds;
        }

        return new JsonObject { ["pebble"] = pebble }.ToJsonString();
    }

    /// <summary>The environment, which holds what the file can't.</summary>
    public static Dictionary<string, string> Environment(PebbleOptions options) => new()
    {
        ["PEBBLE_VA_NOSLEEP"] = "1", // it waits up to 15 s before each validation otherwise
        ["PEBBLE_WFE_NONCEREJECT"] = options.NonceRejectPercent.ToString(CultureInfo.InvariantCulture),
        ["PEBBLE_AUTHZREUSE"] = options.AuthorizationReusePercent.ToString(CultureInfo.InvariantCulture),
        ["PEBBLE_ALTERNATE_ROOTS"] = options.AlternateRoots.ToString(CultureInfo.InvariantCulture),
    };
}
