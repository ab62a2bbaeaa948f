using Sockeye.Control.Importing;
using Sockeye.Control.Importing.Xray;
using Sockeye.Core.Net;

namespace Sockeye.Tests.Importing.Xray;

public sealed class XrayOutboundReaderTests
{
    private const string Server = """ "settings": { "servers": [ { "address": "proxy.example", "port": 1080, "users": [ { "user": "me", "pass": "pE2-upstream" } ] } ] } """;

    [Theory]
    [InlineData("freedom", XrayOutboundKindName.Direct)]
    [InlineData("Direct", XrayOutboundKindName.Direct)]
    [InlineData("blackhole", XrayOutboundKindName.Block)]
    [InlineData("block", XrayOutboundKindName.Block)]
    public void Read_WithoutAProxy_IsDirectOrBlock(string protocol, XrayOutboundKindName kind)
    {
        var run = XrayRun.Outbound($"\"protocol\": \"{protocol}\"");

        run.Refusals.ShouldBeEmpty();
        var outbound = run.Configuration!.Outbounds.ShouldHaveSingleItem();
        ((int)outbound.Kind, outbound.Tag!.Text, outbound.Proxy).ShouldBe(((int)kind, "way", null));
    }

    [Theory]
    [InlineData("socks", "", ProxyScheme.Socks5)]
    [InlineData("SOCKS", "\"streamSettings\": { \"security\": \"tls\" },", ProxyScheme.Socks5Tls)]
    [InlineData("http", "", ProxyScheme.Http)]
    [InlineData("http", "\"streamSettings\": { \"security\": \"TLS\" },", ProxyScheme.HttpTls)]
    public void Read_Proxy_IsReadInBothForms(string protocol, string stream, ProxyScheme scheme)
    {
        var expected = new XrayProxy { Scheme = scheme, Host = "proxy.example", Port = 1080, UserName = "me", Password = "pE2-upstream" };
        var nested = XrayRun.Outbound($"\"protocol\": \"{protocol}\", {stream} {Server}");
        var flat = XrayRun.Outbound(
            $$""" "protocol": "{{protocol}}", {{stream}} "settings": { "address": "proxy.example", "port": 1080, "user": "me", "pass": "pE2-upstream", "level": 0, "email": "x" } """);

        nested.Refusals.ShouldBeEmpty();
        flat.Refusals.ShouldBeEmpty();
        nested.Configuration!.Outbounds.ShouldHaveSingleItem().Proxy.ShouldBe(expected);
        flat.Configuration!.Outbounds.ShouldHaveSingleItem().Proxy.ShouldBe(expected);
        flat.At("outbounds[0].settings.email").ShouldStartWith("Unconcerned: ");
        $"{expected}".ShouldNotContain("upstream");
    }

    [Theory]
    [InlineData("\"servers\": [ { \"address\": \"::1\", \"port\": 1 } ]", "::1")]
    [InlineData("\"servers\": [ { \"address\": \"env:PROXY\", \"port\": 1 } ]", "from.example")]
    [InlineData("\"address\": \"192.0.2.1\", \"port\": 1, \"user\": \"\", \"pass\": \"\"", "192.0.2.1")]
    public void Read_ProxyWithoutLogin_HasNone(string settings, string host)
    {
        var run = new XrayRun($$"""{ "outbounds": [ { "protocol": "socks", "settings": { {{settings}} } } ] }""", ("PROXY", "from.example"));

        run.Refusals.ShouldBeEmpty();
        run.Configuration!.Outbounds.ShouldHaveSingleItem().Proxy.ShouldBe(new XrayProxy { Scheme = ProxyScheme.Socks5, Host = host, Port = 1 });
    }

    [Theory]
    [InlineData("\"servers\": []", "servers", "no server; write")]
    [InlineData("\"x\": 1", "", "no server; write")]
    [InlineData("\"servers\": 7", "servers", "expected a list, found a number")]
    [InlineData("\"servers\": [7]", "servers[0]", "expected an object, found a number")]
    [InlineData("\"servers\": [ {\"address\":\"a\",\"port\":1}, {\"address\":\"b\",\"port\":1} ]", "servers", "several servers; write one")]
    [InlineData("\"servers\": [ {\"port\":1} ]", "servers[0]", "no \"address\"")]
    [InlineData("\"servers\": [ {\"address\":\"a b\",\"port\":1} ]", "servers[0].address", "expected a name or an IP address, found \"a b\"")]
    [InlineData("\"servers\": [ {\"address\":\"env:NOWHERE\",\"port\":1} ]", "servers[0].address", "the environment variable \"NOWHERE\" is not set")]
    [InlineData("\"servers\": [ {\"address\":\"a\"} ]", "servers[0]", "no \"port\"")]
    [InlineData("\"servers\": [ {\"address\":\"a\",\"port\":0} ]", "servers[0].port", "expected a whole number from 1 to 65535")]
    [InlineData("\"servers\": [ {\"address\":\"a\",\"port\":\"1\"} ]", "servers[0].port", "expected a number, found a string")]
    [InlineData("\"servers\": [ {\"address\":\"a\",\"port\":1,\"users\":[{\"user\":\"a\"},{\"user\":\"b\"}]} ]", "servers[0].users", "several users; write one")]
    [InlineData("\"servers\": [ {\"address\":\"a\",\"port\":1,\"users\":[{\"pass\":\"x\"}]} ]", "servers[0].users[0]", "no \"user\"")]
    [InlineData("\"servers\": [ {\"address\":\"a\",\"port\":1,\"users\":[{\"user\":\"\",\"pass\":\"x\"}]} ]", "servers[0].users[0].user", "no \"user\"")]
    [InlineData("\"servers\": [ {\"address\":\"a\",\"port\":1,\"users\":[{\"user\":\"a:b\"}]} ]", "servers[0].users[0].user", "a name for an HTTP proxy can't hold a colon")]
    [InlineData("\"servers\": [ {\"address\":\"a\",\"port\":1,\"users\":[{\"user\":\"a\\tb\"}]} ]", "servers[0].users[0].user", "a name for a proxy has 1 to 255 bytes and no control characters")]
    [InlineData("\"servers\": [ {\"address\":\"a\",\"port\":1,\"users\":[{\"user\":\"a\",\"pass\":\"change_me\"}]} ]", "servers[0].users[0].pass", "\"change_me\" is a placeholder: put the password for the proxy in its place")]
    [InlineData("\"address\": \"a\", \"port\": 1, \"user\": \"a\", \"pass\": \"<PASSWORD>\"", "pass", "\"<PASSWORD>\" is a placeholder")]
    [InlineData("\"address\": \"a\", \"port\": 1, \"user\": \"a\", \"pass\": 7", "pass", "expected a string, found a number")]
    public void Read_FaultyProxy_IsRefusedAndCannotBeHad(string settings, string path, string told)
    {
        var run = XrayRun.Outbound($$""" "protocol": "http", "settings": { {{settings}} } """);

        run.OnlyRefusal().ShouldStartWith($"outbounds[0].settings{(path.Length > 0 ? "." : "")}{path}: {told}");
        var outbound = run.Configuration!.Outbounds.ShouldHaveSingleItem();
        (outbound.Kind, outbound.Proxy, outbound.Tag!.Text).ShouldBe((XrayOutboundKind.Foreign, null, "way"));
    }

    [Fact]
    public void Read_ProxyWithoutSettings_IsRefused() =>
        XrayRun.Outbound("\"protocol\": \"socks\"").OnlyRefusal().ShouldStartWith("outbounds[0]: no \"settings\"");

    [Fact]
    public void Read_TooLongPassword_IsRefused()
    {
        var run = XrayRun.Outbound($$""" "protocol": "socks", "settings": { "address": "a", "port": 1, "user": "a", "pass": "{{new string('p', 256)}}" } """);

        run.OnlyRefusal().ShouldBe("outbounds[0].settings.pass: a password of more than 255 bytes, the most that SOCKS5 carries");
    }

    [Theory]
    [InlineData("vless")]
    [InlineData("dns")]
    [InlineData("loopback")]
    public void Read_OtherProtocol_CannotBeHadAndNothingInsideIsRead(string protocol)
    {
        var run = XrayRun.Outbound($"\"protocol\": \"{protocol}\", \"settings\": 7, \"streamSettings\": {{ \"network\": \"ws\" }}, \"sendThrough\": \"192.0.2.1\"");

        run.Notes.ShouldHaveSingleItem().ToString().ShouldBe(
            $"/etc/xray/config.json:1:18 outbounds[0]: the protocol \"{protocol}\" is none of Sockeye's; what is routed to this outbound is refused");
        run.Configuration!.Outbounds.ShouldHaveSingleItem().Kind.ShouldBe(XrayOutboundKind.Foreign);
    }

    [Fact]
    public void Read_SameTagTwice_RefusesTheSecond()
    {
        var run = new XrayRun("""{ "outbounds": [ { "tag": "a", "protocol": "freedom" }, { "tag": "a", "protocol": "blackhole" } ] }""");

        run.OnlyRefusal().ShouldStartWith("outbounds[1].tag: another outbound is called \"a\" already");
        run.Configuration!.Outbounds.Select(outbound => outbound.Tag?.Text).ShouldBe(["a", null]);
    }

    [Theory]
    [InlineData("\"protocol\": 7", "protocol", "expected a string, found a number")]
    [InlineData("\"protocol\": \"freedom\", \"sendThrough\": \"192.0.2.1\"", "sendThrough", "connections can't be bound to an address here")]
    [InlineData("\"protocol\": \"freedom\", \"proxySettings\": { \"tag\": \"other\" }", "proxySettings.tag", "an outbound can't go through another one (\"other\") here")]
    [InlineData("\"protocol\": \"freedom\", \"settings\": { \"redirect\": \"127.0.0.1:80\" }", "settings.redirect", "targets can't be replaced")]
    [InlineData("\"protocol\": \"freedom\", \"settings\": { \"finalRules\": [ {} ] }", "settings.finalRules", "targets can't be forbidden by an outbound here")]
    [InlineData("\"protocol\": \"freedom\", \"settings\": { \"ipsBlocked\": [ \"geoip:private\" ] }", "settings.ipsBlocked", "targets can't be forbidden by an outbound here")]
    [InlineData("\"protocol\": \"freedom\", \"streamSettings\": { \"security\": \"tls\" }", "streamSettings.security", "TLS to targets is the client's to speak")]
    [InlineData("\"protocol\": \"freedom\", \"streamSettings\": { \"sockopt\": { \"dialerProxy\": \"other\" } }", "streamSettings.sockopt.dialerProxy", "an outbound can't go through another one")]
    public void Read_WayThatCannotBeHad_IsRefused(string members, string path, string told) =>
        XrayRun.Outbound(members).OnlyRefusal().ShouldStartWith($"outbounds[0].{path}: {told}");

    [Theory]
    [InlineData("\"protocol\": \"freedom\", \"settings\": { \"domainStrategy\": \"AsIs\" }", "settings.domainStrategy", ImportOutcome.Taken)]
    [InlineData("\"protocol\": \"freedom\", \"settings\": { \"domainStrategy\": \"UseIP\" }", "settings.domainStrategy", ImportOutcome.Taken)]
    [InlineData("\"protocol\": \"freedom\", \"settings\": { \"domainStrategy\": \"ForceIPv6\" }", "settings.domainStrategy", ImportOutcome.Warning)]
    [InlineData("\"protocol\": \"freedom\", \"targetStrategy\": \"UseIPv4\"", "targetStrategy", ImportOutcome.Warning)]
    [InlineData("\"protocol\": \"freedom\", \"settings\": { \"fragment\": {} }", "settings.fragment", ImportOutcome.Warning)]
    [InlineData("\"protocol\": \"freedom\", \"settings\": { \"noises\": [] }", "settings.noises", ImportOutcome.Warning)]
    [InlineData("\"protocol\": \"freedom\", \"settings\": { \"proxyProtocol\": 2 }", "settings.proxyProtocol", ImportOutcome.Warning)]
    [InlineData("\"protocol\": \"freedom\", \"settings\": { \"redirect\": \"\" }", "settings.redirect", ImportOutcome.Taken)]
    [InlineData("\"protocol\": \"freedom\", \"sendThrough\": \"0.0.0.0\"", "sendThrough", ImportOutcome.Taken)]
    [InlineData("\"protocol\": \"freedom\", \"mux\": { \"enabled\": true }", "mux", ImportOutcome.Unconcerned)]
    [InlineData("\"protocol\": \"freedom\", \"streamSettings\": { \"sockopt\": { \"mark\": 255 } }", "streamSettings.sockopt.mark", ImportOutcome.Warning)]
    [InlineData("\"protocol\": \"freedom\", \"streamSettings\": { \"sockopt\": { \"interface\": \"eth1\" } }", "streamSettings.sockopt.interface", ImportOutcome.Warning)]
    [InlineData("\"protocol\": \"blackhole\", \"settings\": { \"response\": { \"type\": \"http\" } }", "settings.response.type", ImportOutcome.Warning)]
    [InlineData("\"protocol\": \"blackhole\", \"settings\": { \"response\": { \"type\": \"none\" } }", "settings.response.type", ImportOutcome.Taken)]
    [InlineData("\"protocol\": \"http\", \"settings\": { \"address\": \"a\", \"port\": 1, \"pass\": \"x\" }", "settings.pass", ImportOutcome.Unconcerned)]
    [InlineData("\"protocol\": \"http\", \"settings\": { \"address\": \"a\", \"port\": 1, \"headers\": {} }", "settings.headers", ImportOutcome.Warning)]
    public void Read_Field_IsTold(string members, string path, ImportOutcome outcome)
    {
        var run = XrayRun.Outbound(members);

        run.Refusals.ShouldBeEmpty();
        run.At("outbounds[0]." + path).ShouldStartWith($"{outcome}: ");
    }

    /// <summary>The kinds by name, as a public test can't have the internal type.</summary>
    public enum XrayOutboundKindName
    {
        Direct = XrayOutboundKind.Direct,
        Block = XrayOutboundKind.Block,
    }
}
