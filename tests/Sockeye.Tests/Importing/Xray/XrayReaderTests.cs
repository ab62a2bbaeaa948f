using System.Net;
using Sockeye.Control.Importing;
using Sockeye.Control.Importing.Xray;
using Sockeye.Core;
using Sockeye.Core.Net;

namespace Sockeye.Tests.Importing.Xray;

public sealed class XrayReaderTests
{
    [Fact]
    public void Read_Printed_RefusesThePlaceholderWithItsPlaceAndNothingElse()
    {
        var run = new XrayRun(XraySamples.Printed);

        run.Refusals.Select(note => note.ToString()).ShouldBe(
        [
            "/etc/xray/config.json:13:21 inbounds[0].settings.accounts[0].pass: "
                + "\"hashed_password_here\" is a placeholder: put alice's password, or its hash, in its place",
        ]);
        run.Configuration!.Inbounds.ShouldHaveSingleItem().Accounts.ShouldBeEmpty();
        run.Configuration.Rules.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("correct horse", false, "Translated: hashed on the way in")]
    [InlineData("$2b$10$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", true, "Translated: taken as a hash of the password (Xray itself would compare it as the password)")]
    public void Read_PrintedFilledIn_GivesTheInboundAndTheRules(string pass, bool isHash, string told)
    {
        var run = new XrayRun(XraySamples.Printed.Replace("hashed_password_here", pass, StringComparison.Ordinal));

        run.Refusals.ShouldBeEmpty();
        var inbound = run.Configuration!.Inbounds.ShouldHaveSingleItem();
        (inbound.Tag!.Text, inbound.Protocol, inbound.Address, inbound.Port).ShouldBe(("socks-in", XrayInboundProtocol.Socks, IPAddress.Loopback, (ushort)10800));
        (inbound.Udp!.Value, inbound.UdpAddress!.Text, inbound.Tls, inbound.AcceptsProxy, inbound.Level).ShouldBe((true, "127.0.0.1", null, false, 0));
        var account = inbound.Accounts.ShouldHaveSingleItem();
        (account.User, account.Password.Text, account.Password.IsHash).ShouldBe(("alice", pass, isHash));
        run.At("inbounds[0].settings.accounts[0].pass").ShouldBe(told);
        var rules = run.Configuration.Rules;
        rules[0].Inbounds.Select(tag => tag.Text).ShouldBe(["socks-in"]);
        rules[0].Users.Select(user => user.Text).ShouldBe(["alice@vless.local"]);
        (rules[0].Outbound.Text, rules[0].IsUnconditional).ShouldBe(("external-proxy", false));
        (rules[1].Outbound.Text, rules[1].IsUnconditional).ShouldBe(("direct", true));
        run.Configuration.Outbounds.ShouldBeEmpty();
    }

    [Fact]
    public void Read_Large_GivesWhatItSays()
    {
        var run = new XrayRun(XraySamples.Large);

        run.Refusals.ShouldBeEmpty();
        var read = run.Configuration!;
        read.Inbounds.Select(inbound => (inbound.Tag!.Text, inbound.Protocol, $"{new IPEndPoint(inbound.Address, inbound.Port)}", inbound.Level, inbound.AcceptsProxy)).ShouldBe(
        [
            ("socks-in", XrayInboundProtocol.Socks, "127.0.0.1:10800", 7, false),
            ("http-in", XrayInboundProtocol.Http, "[::1]:10801", 0, true),
            ("tls-in", XrayInboundProtocol.Mixed, "0.0.0.0:1080", 0, false),
        ]);
        read.Inbounds.Select(inbound => string.Join(',', inbound.Accounts.Select(account => account.User))).ShouldBe(["alice,bob,zoë 山", "alice", "carol"]);
        read.Inbounds[2].Tls!.Certificates.ShouldBe(
            [("/etc/ssl/fullchain.pem", "/etc/ssl/privkey.pem"), ("/etc/xray/other.pem", "/etc/xray/keys/other.key")]);
        read.ForeignInbounds.Select(inbound => (inbound.Protocol, inbound.Port)).ShouldBe([("vless", (ushort)443), ("dokodemo-door", (ushort)10085)]);
        read.Outbounds.Select(outbound => (outbound.Tag!.Text, outbound.Kind, outbound.Protocol)).ShouldBe(
        [
            ("direct", XrayOutboundKind.Direct, "freedom"), ("block", XrayOutboundKind.Block, "blackhole"),
            ("external-proxy", XrayOutboundKind.Proxy, "socks"), ("office", XrayOutboundKind.Proxy, "http"), ("tunnel", XrayOutboundKind.Foreign, "vmess"),
        ]);
        read.Outbounds[2].Proxy.ShouldBe(new XrayProxy
        {
            Scheme = ProxyScheme.Socks5Tls, Host = "proxy.example", Port = 1080, UserName = "me", Password = "pE2-upstream",
            CertificateAuthority = "/etc/xray/ca.pem", AllowsInsecure = read.Outbounds[2].Proxy!.AllowsInsecure.ShouldNotBeNull(),
        });
        read.Outbounds[3].Proxy.ShouldBe(new XrayProxy { Scheme = ProxyScheme.Http, Host = "192.0.2.7", Port = 3128, UserName = "me", Password = "pF3-flat" });
        read.Rules.Select(rule => (rule.Name, Texts(rule.Inbounds), Texts(rule.Users), string.Join(',', rule.Networks), rule.Outbound.Text)).ShouldBe(
        [
            ("alice", "socks-in", "alice@vless.local", "", "external-proxy"), (null, "", "bob,carol", nameof(Network.Tcp), "office"), (null, "", "", "", "direct"),
        ]);
        read.Policies.Keys.Order().ShouldBe([0, 7]);
        read.Policies[0].Handshake!.Value.Value.ShouldBe(TimeSpan.FromSeconds(4));
    }

    [Fact]
    public void Read_CommentsOfAllKinds_AreNoPartOfTheFile()
    {
        var run = new XrayRun("""
            # "one
            // two /* #
            { /* three
              # " */ "inbounds": [ ], # four " // /*
              "policy": { "levels": { "0": { "connIdle": 5 } } }, // five # "
              "routing": { "rules": [ { "outboundTag": "a#b//c/*d", "user": ["\"#"] } ] }, /**/
            } # six
            """);

        run.Refusals.ShouldBeEmpty();
        var rule = run.Configuration!.Rules.ShouldHaveSingleItem();
        (rule.Outbound.Text, rule.Users[0].Text, rule.Place.Line).ShouldBe(("a#b//c/*d", "\"#", 6));
        run.Configuration.Policies[0].Idle!.Value.Place.ToString().ShouldBe("/etc/xray/config.json:5:46 policy.levels.0.connIdle");
    }

    [Theory]
    [InlineData("log")]
    [InlineData("api")]
    [InlineData("dns")]
    [InlineData("stats")]
    [InlineData("reverse")]
    [InlineData("transport")]
    [InlineData("fakedns")]
    [InlineData("fakeDns")]
    [InlineData("metrics")]
    [InlineData("observatory")]
    [InlineData("burstObservatory")]
    [InlineData("version")]
    [InlineData("geodata")]
    [InlineData("somethingNew")]
    public void Read_WhatConcernsXrayOnly_IsUnconcerned(string key) =>
        new XrayRun($$"""{ "{{key}}": { "inside": 7 } }""").At(key).ShouldStartWith("Unconcerned: ");

    [Theory]
    [InlineData("inbound", "inbounds")]
    [InlineData("inboundDetour", "inbounds")]
    [InlineData("outbound", "outbounds")]
    [InlineData("outboundDetour", "outbounds")]
    public void Read_KeyOfOldVersions_IsRefusedByName(string key, string successor) =>
        new XrayRun($$"""{ "{{key}}": {} }""").OnlyRefusal().ShouldBe($"{key}: a key of old versions of v2ray; move what it holds into the list \"{successor}\"");

    [Theory]
    [InlineData("", "the file is empty; an object is needed")]
    [InlineData("[]", "expected an object, found a list")]
    [InlineData("7", "expected an object, found a number")]
    [InlineData("{ \"inbounds\": [ ", "the file ends too early")]
    [InlineData("{ \"inbounds\" 7 }", "not JSON")]
    public void Read_NoJsonObject_IsOneRefusal(string text, string told)
    {
        var run = new XrayRun(text);

        run.Configuration.ShouldBeNull();
        run.Notes.ShouldHaveSingleItem().Message.ShouldStartWith(told);
    }

    [Fact]
    public void Read_WordWithoutQuotes_IsNotRepeated() =>
        new XrayRun("""{ "inbounds": [ { "settings": { "accounts": [ { "user": "alice", "pass": ts3cret-word } ] } } ] }""")
            .Refusals.ShouldHaveSingleItem().Message.ShouldNotContain("s3cret");

    [Fact]
    public void Read_KeysInAnyCase_AreRead()
    {
        var run = new XrayRun(XraySamples.Printed.Replace("hashed_password_here", "pA7-first", StringComparison.Ordinal)
            .Replace("\"pass\"", "\"Pass\"", StringComparison.Ordinal).Replace("outboundTag", "OutboundTag", StringComparison.Ordinal));

        run.Refusals.ShouldBeEmpty();
        run.Configuration!.Inbounds[0].Accounts[0].Password.Text.ShouldBe("pA7-first");
        run.Configuration.Rules.Select(rule => rule.Outbound.Text).ShouldBe(["external-proxy", "direct"]);
    }

    [Fact]
    public void Read_KeyTwice_TakesTheLastAndSaysSo()
    {
        var run = new XrayRun("""{ "policy": 7, "Policy": { "levels": { "1": { "connIdle": 5 } } } }""");

        run.Refusals.ShouldBeEmpty();
        run.Configuration!.Policies.Keys.ShouldBe([1]);
        run.Notes.ShouldContain(note => note.Outcome == ImportOutcome.Warning && note.Message.Contains("second time"));
    }

    private static string Texts(IEnumerable<XrayText> texts) => string.Join(',', texts.Select(text => text.Text));
}
