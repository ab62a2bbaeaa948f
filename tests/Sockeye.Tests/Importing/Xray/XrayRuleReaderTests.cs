using Sockeye.Control.Importing;
using Sockeye.Control.Importing.Xray;
using Sockeye.Core;

namespace Sockeye.Tests.Importing.Xray;

public sealed class XrayRuleReaderTests
{
    [Theory]
    [InlineData("\"type\": \"field\"", "", "", null)]
    [InlineData("\"inboundTag\": [\"socks-in\"], \"user\": [\"a\", \"b\"]", "socks-in", "a,b", null)]
    [InlineData("\"inboundTag\": \"socks-in\", \"user\": \"a, b\"", "socks-in", "a,b", null)]
    [InlineData("\"inboundTag\": [], \"user\": [], \"network\": []", "", "", null)]
    [InlineData("\"network\": \"udp\"", "", "", Network.Udp)]
    [InlineData("\"network\": [\"TCP\"]", "", "", Network.Tcp)]
    [InlineData("\"network\": \"tcp,udp\"", "", "", null)]
    [InlineData("\"network\": [\"udp\", \"tcp\"]", "", "", null)]
    public void Read_Conditions_AreWhatTheySay(string members, string inbounds, string users, Network? network)
    {
        var run = XrayRun.Rule(members + ", \"outboundTag\": \"way\", \"ruleTag\": \"named\"");

        run.Refusals.ShouldBeEmpty();
        var rule = run.Configuration!.Rules.ShouldHaveSingleItem();
        Texts(rule.Inbounds).ShouldBe(inbounds);
        Texts(rule.Users).ShouldBe(users);
        rule.Networks.ShouldBe(network is { } only ? [only] : []);
        (rule.Name, rule.Outbound.Text, rule.Outbound.Place.Path).ShouldBe(("named", "way", "routing.rules[0].outboundTag"));
        rule.IsUnconditional.ShouldBe(inbounds.Length + users.Length == 0 && network is null);
    }

    [Theory]
    [InlineData("domain")]
    [InlineData("domains")]
    [InlineData("ip")]
    [InlineData("port")]
    [InlineData("sourcePort")]
    [InlineData("source")]
    [InlineData("sourceIP")]
    [InlineData("protocol")]
    [InlineData("attrs")]
    [InlineData("localIP")]
    [InlineData("localPort")]
    [InlineData("localOS")]
    [InlineData("vlessRoute")]
    [InlineData("process")]
    [InlineData("webhook")]
    [InlineData("ofTomorrow")]
    public void Read_OtherCondition_IsRefusedByNameAndTheRuleIsNotHalved(string key)
    {
        var run = XrayRun.Rule($$""" "user": ["alice"], "{{key}}": ["x"], "outboundTag": "way" """);

        run.OnlyRefusal().ShouldStartWith($"routing.rules[0].{key}: the condition \"{key}\" is not known to the routing here yet; ");
        run.Configuration!.Rules.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"type\": \"chinaip\", \"outboundTag\": \"way\"", ".type", "expected \"field\"")]
    [InlineData("\"user\": [\"\"], \"outboundTag\": \"way\"", ".user", "an empty user is nobody")]
    [InlineData("\"user\": [\"regexp:^a\"], \"outboundTag\": \"way\"", ".user", "users are not matched by patterns here")]
    [InlineData("\"user\": [7], \"outboundTag\": \"way\"", ".user[0]", "expected a string, found a number")]
    [InlineData("\"inboundTag\": [7], \"outboundTag\": \"way\"", ".inboundTag[0]", "expected a string, found a number")]
    [InlineData("\"inboundTag\": 7, \"outboundTag\": \"way\"", ".inboundTag", "expected a string or a list of strings, found a number")]
    [InlineData("\"network\": \"unix\", \"outboundTag\": \"way\"", ".network", "expected \"tcp\", \"udp\" or \"tcp,udp\", found \"unix\"")]
    [InlineData("\"user\": [\"a\"]", "", "no \"outboundTag\"")]
    [InlineData("\"user\": [\"a\"], \"outboundTag\": \"\"", ".outboundTag", "no \"outboundTag\"")]
    [InlineData("\"user\": [\"a\"], \"balancerTag\": \"all\"", ".balancerTag", "there are no balancers here")]
    [InlineData("\"user\": [\"a\"], \"outboundTag\": {}", ".outboundTag", "expected a string, found an object")]
    public void Read_FaultyRule_IsRefusedAndLeftOut(string members, string path, string told)
    {
        var run = XrayRun.Rule(members);

        run.OnlyRefusal().ShouldStartWith($"routing.rules[0]{path}: {told}");
        run.Configuration!.Rules.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("[\"api\"]")]
    [InlineData("[\"vless-in\", \"api\"]")]
    [InlineData("\"vless-in\"")]
    public void Read_RuleForOtherInboundsOnly_IsUnconcernedAsAWhole(string inbounds)
    {
        var run = XrayRun.Rule($$""" "inboundTag": {{inbounds}}, "domain": ["x"], "balancerTag": 7 """);

        run.Refusals.ShouldBeEmpty();
        run.At("routing.rules[0]").ShouldBe("Unconcerned: its inbounds are none of Sockeye's; the rule is left out");
        run.Configuration!.Rules.ShouldBeEmpty();
    }

    [Fact]
    public void Read_RuleForSomeInboundsOfOurs_KeepsThem()
    {
        var run = XrayRun.Rule(""" "inboundTag": ["vless-in", "socks-in"], "outboundTag": "way" """);

        Texts(run.Configuration!.Rules.ShouldHaveSingleItem().Inbounds).ShouldBe("socks-in");
        run.At("routing.rules[0].inboundTag").ShouldBe("Translated: only \"socks-in\" of these are Sockeye's");
    }

    [Fact]
    public void Read_RuleForAnInboundThatIsNowhere_WarnsAndHoldsForNobody()
    {
        var run = XrayRun.Rule(""" "inboundTag": ["gone"], "outboundTag": "way" """);

        run.Refusals.ShouldBeEmpty();
        run.At("routing.rules[0].inboundTag[0]").ShouldBe("Warning: no inbound of this file is called \"gone\"; the rule never holds for it");
        run.Configuration!.Rules.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"dns\": { \"tag\": \"virtual\" }")]
    [InlineData("\"metrics\": { \"tag\": \"virtual\" }")]
    [InlineData("\"reverse\": { \"bridges\": [ { \"tag\": \"virtual\" } ] }")]
    [InlineData("\"outbounds\": [ { \"protocol\": \"loopback\", \"settings\": { \"inboundTag\": \"virtual\" } } ]")]
    public void Read_RuleForWhatXrayItselfOpens_IsUnconcerned(string member)
    {
        var run = new XrayRun($$"""{ {{member}}, "routing": { "rules": [ { "inboundTag": ["virtual"], "ip": ["x"], "outboundTag": "y" } ] } }""");

        run.Refusals.ShouldBeEmpty();
        run.At("routing.rules[0]").ShouldStartWith("Unconcerned: ");
    }

    [Fact]
    public void Read_InboundThatServesTheInterface_HasItsTagAndNoOtherHasIt()
    {
        var run = new XrayRun("""{ "api": { "tag": "api" }, "inbounds": [ { "tag": "api", "protocol": "dokodemo-door" } ], "routing": { "rules": [ { "inboundTag": ["api"] } ] } }""");

        run.Refusals.ShouldBeEmpty();
        run.At("routing.rules[0]").ShouldStartWith("Unconcerned: ");
    }

    [Fact]
    public void Read_RuleForAFaultyInbound_IsNoSecondFault()
    {
        var run = new XrayRun("""
            { "inbounds": [ { "tag": "in", "protocol": "http", "port": 0, "settings": { "accounts": [ { "user": "a", "pass": "b" } ] } } ],
              "routing": { "rules": [ { "inboundTag": ["in"], "outboundTag": "way" } ] } }
            """);

        run.OnlyRefusal().ShouldStartWith("inbounds[0].port: ");
        run.Notes.ShouldNotContain(note => note.Outcome == ImportOutcome.Warning);
    }

    [Theory]
    [InlineData("\"_comment\": \"x\"", "_comment", "Unconcerned: a remark")]
    [InlineData("\"remarks\": \"x\"", "remarks", "Unconcerned: a remark")]
    [InlineData("\"domain\": []", "domain", "Unconcerned: empty, so it is no condition")]
    [InlineData("\"attrs\": {}", "attrs", "Unconcerned: empty, so it is no condition")]
    [InlineData("\"ip\": null", "ip", "Unconcerned: null")]
    [InlineData("\"domainMatcher\": \"hybrid\"", "domainMatcher", "Unconcerned: no rule here looks at the target")]
    [InlineData("\"balancerTag\": \"all\"", "balancerTag", "Unconcerned: \"outboundTag\" counts")]
    [InlineData("\"network\": \"tcp,udp\"", "network", "Translated: both, which is every connection")]
    [InlineData("\"type\": \"field\"", "type", "Taken: ")]
    public void Read_Field_IsTold(string member, string key, string told)
    {
        var run = XrayRun.Rule($"{member}, \"outboundTag\": \"way\"");

        run.Refusals.ShouldBeEmpty();
        run.At("routing.rules[0]." + key).ShouldStartWith(told);
        run.Configuration!.Rules.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("\"domainStrategy\": \"AsIs\"", "domainStrategy", "Unconcerned: ")]
    [InlineData("\"balancers\": [ { \"tag\": \"all\" } ]", "balancers", "Unconcerned: there are no balancers here")]
    [InlineData("\"settings\": { \"rules\": [] }", "settings", "Refused: a key of old versions of v2ray")]
    [InlineData("\"rules\": 7", "rules", "Refused: expected a list, found a number")]
    public void Read_BesideTheRules_IsTold(string member, string key, string told) =>
        new XrayRun($$"""{ "routing": { {{member}} } }""").At("routing." + key).ShouldStartWith(told);

    private static string Texts(IEnumerable<XrayText> texts) => string.Join(',', texts.Select(text => text.Text));
}
