using Sockeye.Control.Importing;
using Sockeye.Core.Net;

namespace Sockeye.Tests.Importing.ExternalProxies;

public sealed class ExternalProxyReaderTests
{
    private const string One = """{ "id": "p", "type": "socks5", "address": "proxy.example", "port": 1080 }""";

    [Fact]
    public void Read_DeployedShape_GivesBothProxies()
    {
        var file = ProxyFile.Read(ProxyFile.Deployed);

        file.Refusals.ShouldBeEmpty();
        var configuration = file.Configuration!;
        (configuration.Enabled, configuration.IsForAllTraffic, configuration.ModePlace!.Value.ToString())
            .ShouldBe((true, true, "external_proxy.json:28:24 routing.mode"));
        configuration.Proxies.Select(proxy => proxy.ToString())
            .ShouldBe(["proxy-example-123456 socks5s://***@proxy.example:1080", "proxy-plain-654321 http://***@192.0.2.7:3128"]);
        var (tls, plain) = (configuration.Proxies[0], configuration.Proxies[1]);
        (tls.UserName, tls.Password, tls.AllowsInsecure).ShouldBe(("myuser", "Secret-of-proxy-1", null));
        tls.ServerName.ShouldBeNull("it is the host, whose name is asked for anyway");
        (tls.IsActive, tls.IsEnabled, tls.FallsBackToDirect).ShouldBe((true, true, false));
        (plain.UserName, plain.Password, plain.ServerName, plain.IsActive, plain.IsEnabled).ShouldBe((null, null, null, false, true));
    }

    [Fact]
    public void Read_DeployedShape_TellsEveryField() =>
        ProxyFile.Read(ProxyFile.Deployed).Notes.Select(note => (note.Place.Path, note.Outcome)).OrderBy(told => told.Path, StringComparer.Ordinal).ShouldBe(
        [
            ("enabled", ImportOutcome.Taken),
            ("metadata", ImportOutcome.Unconcerned),
            ("proxies[0].active", ImportOutcome.Taken),
            ("proxies[0].address", ImportOutcome.Taken),
            ("proxies[0].auth.password", ImportOutcome.Taken),
            ("proxies[0].auth.username", ImportOutcome.Taken),
            ("proxies[0].id", ImportOutcome.Taken),
            ("proxies[0].metadata", ImportOutcome.Unconcerned),
            ("proxies[0].port", ImportOutcome.Taken),
            ("proxies[0].retry.backoff_multiplier", ImportOutcome.Unconcerned),
            ("proxies[0].retry.enabled", ImportOutcome.Unconcerned),
            ("proxies[0].retry.max_attempts", ImportOutcome.Warning),
            ("proxies[0].tls.allow_insecure", ImportOutcome.Taken),
            ("proxies[0].tls.enabled", ImportOutcome.Taken),
            ("proxies[0].tls.server_name", ImportOutcome.Taken),
            ("proxies[0].type", ImportOutcome.Taken),
            ("proxies[1].active", ImportOutcome.Translated),
            ("proxies[1].address", ImportOutcome.Taken),
            ("proxies[1].auth", ImportOutcome.Unconcerned),
            ("proxies[1].id", ImportOutcome.Taken),
            ("proxies[1].latency", ImportOutcome.Unconcerned),
            ("proxies[1].port", ImportOutcome.Taken),
            ("proxies[1].retry.backoff_multiplier", ImportOutcome.Unconcerned),
            ("proxies[1].retry.enabled", ImportOutcome.Unconcerned),
            ("proxies[1].retry.max_attempts", ImportOutcome.Unconcerned),
            ("proxies[1].test_status", ImportOutcome.Unconcerned),
            ("proxies[1].tls.allow_insecure", ImportOutcome.Unconcerned),
            ("proxies[1].tls.enabled", ImportOutcome.Taken),
            ("proxies[1].tls.server_name", ImportOutcome.Unconcerned),
            ("proxies[1].type", ImportOutcome.Taken),
            ("routing.fallback", ImportOutcome.Translated),
            ("routing.mode", ImportOutcome.Translated),
        ]);

    [Fact]
    public void Read_FlatVariant_GivesBothProxies()
    {
        var file = ProxyFile.Read(ProxyFile.Flat);

        file.Refusals.ShouldBeEmpty();
        var (flat, off) = (file.Configuration!.Proxies[0], file.Configuration.Proxies[1]);
        (flat.Id, flat.Scheme, flat.Host, flat.Port).ShouldBe(("flat", ProxyScheme.HttpTls, "proxy.example", (ushort)8443));
        (flat.UserName, flat.Password, flat.ServerName).ShouldBe(("myuser", "Secret-of-proxy-1", "front.example"));
        flat.AllowsInsecure.ToString().ShouldBe("external_proxy.json:12:17 [0].insecure");
        file.Notes.ShouldNotContain(note => note.Place.Path == "[0].insecure");
        (off.Id, off.Scheme, off.Host, off.IsActive, off.IsEnabled).ShouldBe(("off", ProxyScheme.Socks5, "2001:db8::1", false, false));
        file.At("[1].server").Message.ShouldBe("the address 2001:db8::1");
        (file.Configuration.Enabled, file.Configuration.IsForAllTraffic, file.Configuration.ModePlace).ShouldBe((true, false, null));
    }

    [Theory]
    [InlineData("[ $ ]")]
    [InlineData("$")]
    [InlineData("{ \"proxies\": [ $ ] }")]
    [InlineData("{ \"external_proxies\": [ $ ] }")]
    [InlineData("{ \"external_proxy\": $ }")]
    [InlineData("{ \"external_proxy\": { \"enabled\": true, \"proxies\": [ $ ] } }")]
    public void Read_EveryShapeOfTheFile_GivesTheProxy(string shape)
    {
        var file = ProxyFile.Read(shape.Replace("$", One, StringComparison.Ordinal));
        file.Refusals.ShouldBeEmpty();
        file.Only.ToString().ShouldBe("p socks5://***@proxy.example:1080");
        file.Configuration!.Enabled.ShouldBeTrue();
    }

    [Fact]
    public void Read_AFileJustMade_IsOffAndEmpty()
    {
        var file = ProxyFile.Read("""{ "enabled": false, "proxies": [], "routing": { "mode": "all-traffic", "fallback": "retry-then-block" } }""");
        file.Refusals.ShouldBeEmpty();
        file.Configuration!.Proxies.ShouldBeEmpty();
        file.Configuration.Enabled.ShouldBeFalse();
    }

    [Theory]
    [InlineData("7", "external_proxy.json:1:1: expected an object with \"proxies\", or a list of proxies, found a number")]
    [InlineData("", "external_proxy.json:1:1: the file is empty; an object is needed")]
    public void Read_NoObjectAndNoList_IsNullAfterARefusal(string text, string refusal)
    {
        var file = ProxyFile.Read(text);
        file.Configuration.ShouldBeNull();
        file.Refusals.ShouldBe([refusal]);
    }

    [Theory]
    [InlineData("{}", "external_proxy.json:1:1: \"proxies\" is missing: the list of proxies")]
    [InlineData("{ \"proxies\": {} }", "external_proxy.json:1:14 proxies: expected a list, found an object")]
    [InlineData("{ \"external_proxy\": [] }", "external_proxy.json:1:21 external_proxy: expected an object, found a list")]
    [InlineData("[ null ]", "external_proxy.json:1:3 [0]: expected an object, found null")]
    public void Read_NoProxies_IsRefusedWithItsPlace(string text, string refusal)
    {
        var file = ProxyFile.Read(text);
        file.Configuration!.Proxies.ShouldBeEmpty();
        file.Refusals.ShouldBe([refusal]);
    }

    [Fact]
    public void Read_AnIdTwice_IsRefusedAndNamesTheFirst()
    {
        var file = ProxyFile.Read($$"""{ "proxies": [ {{One}} ], "external_proxies": [ {{One}} ] }""");
        file.Refusals.ShouldHaveSingleItem().ShouldEndWith("external_proxies[0].id: \"p\" is taken by proxies[0].id in line 1; an id stands once");
        file.Only.Place.Path.ShouldBe("proxies[0]");
    }

    [Fact]
    public void Read_AProxyWithNothing_TellsAllThatIsMissing()
    {
        var file = ProxyFile.Read("[ {} ]");
        file.Configuration!.Proxies.ShouldBeEmpty();
        file.Refusals.Select(refusal => refusal.Replace("external_proxy.json:1:3 [0]: ", "", StringComparison.Ordinal)).ShouldBe(
        [
            "\"id\" is missing: the name by which users name the proxy",
            "\"type\" is missing: socks5, socks5s, http or https",
            "\"address\" is missing: the proxy's name or IP address",
            "\"port\" is missing: 1 to 65535",
        ]);
    }
}
