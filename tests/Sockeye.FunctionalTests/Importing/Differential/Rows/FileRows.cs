using Sockeye.FunctionalTests.Importing.Differential.Systems;

namespace Sockeye.FunctionalTests.Importing.Differential.Rows;

/// <summary>The differences that show before any connection is made.</summary>
internal static class FileRows
{
    private const string Upstreams = "\"protocol\": \"socks\",\n      \"settings\": {\n        \"servers\"";

    private const string Insecure =
        "\"streamSettings\": { \"network\": \"tcp\", \"security\": \"tls\", \"tlsSettings\": { \"allowInsecure\": true } },\n      ";

    public static IReadOnlyList<FileRow> All { get; } =
    [
        new(
            "a rule without conditions, as in the last one of the deployed file",
            IsHaproxys: false,
            text => text.Replace("\"network\": \"tcp,udp\",", "", StringComparison.Ordinal),
            PairTakesIt: false,
            "no effective fields",
            "it says where everything else goes, and becomes `routing.default`. For v2ray write `\"network\": \"tcp,udp\"`"),
        new(
            "`${DOMAIN}` outside double quotes",
            IsHaproxys: true,
            text => text.Replace("\"", "", StringComparison.Ordinal),
            PairTakesIt: false,
            "${DOMAIN}",
            "HAProxy expands variables inside double quotes only; here it is expanded without them too"),
        new(
            "a placeholder in the place of a password",
            IsHaproxys: false,
            text => text.Replace(SystemUsers.PasswordOf(SystemUsers.ColonInPassword), "hashed_password_here", StringComparison.Ordinal),
            PairTakesIt: true,
            "placeholder",
            "whoever has read the example could log in with it"),
        new(
            "`allowInsecure` of an external proxy",
            IsHaproxys: false,
            text => text.Replace(Upstreams, Insecure + Upstreams, StringComparison.Ordinal),
            PairTakesIt: true,
            "allowInsecure",
            "an external proxy whose certificate nobody verifies may be anybody"),
        new(
            "a rule for domains, or with any other condition on targets",
            IsHaproxys: false,
            text => text.Replace("\"network\": \"tcp,udp\"", "\"domain\": [\"example.com\"]", StringComparison.Ordinal),
            PairTakesIt: true,
            "domain",
            "rules here look at the inbound, the user and the network. Without its condition the rule would mean something else"),
    ];
}
