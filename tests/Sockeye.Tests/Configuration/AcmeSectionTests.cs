using Sockeye.Control.Configuration;

namespace Sockeye.Tests.Configuration;

/// <summary><c>acme</c>: what an entry gives. What is wrong with one stands in Cases/acme.json.</summary>
public sealed class AcmeSectionTests
{
    private const string Inbound = """ "inbounds": [ { "listen": "0.0.0.0:443", "tls": { "acme": "main" } } ] """;

    [Fact]
    public void Parse_NamesOnly_HasTheDefaults()
    {
        var acme = Entry(""" "names": ["proxy.example"] """);

        acme.Directory.ShouldBe(AcmeOptions.LetsEncrypt);
        acme.Staging.ShouldBe(AcmeOptions.LetsEncryptStaging);
        (acme.Challenge, acme.Key, acme.ReuseKey).ShouldBe((AcmeChallengeKind.TlsAlpn, AcmeKeyKind.EcdsaP256, false));
        (acme.Email, acme.Profile, acme.DirectoryAuthority, acme.ExternalAccount, acme.Dns).ShouldBe((null, null, null, null, null));
        acme.HttpListen.Port.ShouldBe((ushort)80);
        acme.Place.Path.ShouldBe("acme[0]");
    }

    [Theory]
    [InlineData("bücher.example", "xn--bcher-kva.example")]
    [InlineData("BÜCHER.Example.", "xn--bcher-kva.example")]
    [InlineData("例え.テスト", "xn--r8jz45g.xn--zckzah")]
    [InlineData("xn--bcher-kva.example", "xn--bcher-kva.example")]
    [InlineData("localhost", "localhost")]
    public void Parse_Name_IsInAscii(string name, string expected) => Entry($""" "names": ["{name}"] """).Names.ShouldBe([expected]);

    [Fact]
    public void Parse_NameInBothForms_StandsThereASecondTime() =>
        Faults(""" "names": ["bücher.example", "xn--bcher-kva.example"] """).ShouldBe(["\"xn--bcher-kva.example\" stands here a second time"]);

    [Fact]
    public void Parse_Wildcard_TakesDns() =>
        Entry(""" "names": ["*.bücher.example"], "challenge": "dns-01", "dns": { "provider": "cloudflare", "token": "t" } """)
            .Names.ShouldBe(["*.xn--bcher-kva.example"]);

    [Fact]
    public void Parse_HundredNames_AreTheMost()
    {
        Entry($""" "names": [{Names(100)}] """).Names.Count.ShouldBe(100);
        Faults($""" "names": [{Names(101)}] """).ShouldBe(["101 names are too many for one certificate; 100 at most"]);
    }

    [Theory]
    [InlineData(63, 0)]
    [InlineData(64, 1)]
    public void Parse_Label_HasItsLongest(int length, int faults) => Faults($""" "names": ["{new string('a', length)}.example"] """).Count.ShouldBe(faults);

    [Fact]
    public void Parse_OwnDirectory_HasNoStagingOfLetsEncrypt() =>
        Entry(""" "names": ["proxy.example"], "directory": "https://ca.example/dir" """).Staging.ShouldBeNull();

    [Theory]
    [InlineData("0.0.0.0:443", "", 0)]
    [InlineData("[::]:443", "", 0)]
    [InlineData("0.0.0.0:1080", """, "challenge": "http-01" """, 0)]
    [InlineData("0.0.0.0:1080", "", 1)]
    public void Parse_TlsAlpnAndNoInboundOn443_Warns(string listen, string challenge, int warnings)
    {
        var told = Warnings($$""" "inbounds": [ { "listen": "{{listen}}", "tls": { "acme": "main" } } ], "acme": [ { "tag": "main", "names": ["proxy.example"] {{challenge}} } ] """);

        told.ShouldBe(Enumerable.Repeat(
            "sockeye.json:1:86 acme[0]: the authority connects to port 443 for tls-alpn-01, and no inbound with TLS listens there; forward it to 0.0.0.0:1080, or use http-01 or dns-01", warnings));
    }

    [Fact]
    public void Parse_TlsAlpnAndNoTls_Warns() =>
        Warnings(""" "inbounds": [ { "listen": "127.0.0.1:443", "tls": "none" } ], "acme": [ { "tag": "main", "names": ["proxy.example"] } ] """).ShouldBe(
        [
            "sockeye.json:1:75 acme[0]: no inbound uses \"main\"; name it in an inbound's tls.acme",
            "sockeye.json:1:75 acme[0]: tls-alpn-01 is answered on an inbound with TLS, and there is none; use http-01 or dns-01",
        ]);

    [Fact]
    public void Parse_UsedByNoInbound_Warns() =>
        Warnings($$"""{{Inbound}}, "acme": [ { "tag": "main", "names": ["proxy.example"] }, { "tag": "spare", "names": ["spare.example"] } ] """)
            .ShouldHaveSingleItem().ShouldEndWith("acme[1]: no inbound uses \"spare\"; name it in an inbound's tls.acme");

    private static string Names(int count) => string.Join(',', Enumerable.Range(0, count).Select(i => $"\"n{i}.example\""));

    private static AcmeOptions Entry(string keys)
    {
        var result = Parse(keys);
        result.Faults.ShouldBeEmpty();
        return result.Options!.Acme.ShouldHaveSingleItem();
    }

    private static IReadOnlyList<string> Faults(string keys) => [.. Parse(keys).Faults.Select(f => f.Message)];

    private static ConfigurationResult Parse(string keys) => ConfigurationLoader.Parse($$"""{ {{Inbound}}, "acme": [ { "tag": "main", {{keys}} } ] }""", "/etc/sockeye.json", []);

    private static IReadOnlyList<string> Warnings(string keys)
    {
        var result = ConfigurationLoader.Parse($"{{{keys}}}", "/etc/sockeye.json", []);
        result.Faults.ShouldBeEmpty();
        return [.. result.Warnings.Select(w => w.ToString().Replace("/etc/", "", StringComparison.Ordinal))];
    }
}
