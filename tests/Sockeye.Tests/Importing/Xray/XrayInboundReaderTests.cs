using System.Net;
using Sockeye.Control.Importing.Xray;

namespace Sockeye.Tests.Importing.Xray;

public sealed class XrayInboundReaderTests
{
    [Theory]
    [InlineData("\"0.0.0.0\"", "0.0.0.0")]
    [InlineData("\"127.0.0.1\"", "127.0.0.1")]
    [InlineData("\"::\"", "::")]
    [InlineData("\"[::1]\"", "::1")]
    [InlineData("\"::ffff:192.0.2.1\"", "192.0.2.1")]
    [InlineData("\"localhost\"", "127.0.0.1")]
    [InlineData("null", "0.0.0.0")]
    public void Read_Listen_IsAnAddress(string listen, string address)
    {
        var run = XrayRun.Socks($"\"listen\": {listen}");

        run.Refusals.ShouldBeEmpty();
        run.Configuration!.Inbounds.ShouldHaveSingleItem().Address.ShouldBe(IPAddress.Parse(address));
    }

    [Theory]
    [InlineData("proxy.example", "expected an IPv4 or IPv6 address")]
    [InlineData("127.1", "expected an IPv4 or IPv6 address")]
    [InlineData("2130706433", "expected an IPv4 or IPv6 address")]
    [InlineData("[::1]:80", "expected an IPv4 or IPv6 address")]
    [InlineData("", "expected an IPv4 or IPv6 address")]
    [InlineData("/run/xray.sock", "a unix socket is not listened on here")]
    [InlineData("@xray", "a unix socket is not listened on here")]
    [InlineData("env:NOWHERE", "the environment variable \"NOWHERE\" is not set")]
    public void Read_ListenThatIsNoAddress_IsRefused(string listen, string told)
    {
        var run = XrayRun.Socks($"\"listen\": \"{listen}\"");

        run.OnlyRefusal().ShouldStartWith("inbounds[0].listen: " + told);
        run.Configuration!.Inbounds.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("10800")]
    [InlineData("\"10800\"")]
    [InlineData("\" 10800 \"")]
    [InlineData("\"10800-10800\"")]
    [InlineData("\"env:PORT\"")]
    [InlineData("\"env:xray.port\"")]
    public void Read_Port_IsANumberATextOrAVariable(string port)
    {
        var run = new XrayRun(
            $$"""{ "inbounds": [ { "protocol": "http", "port": {{port}}, "settings": { "accounts": [ { "user": "a", "pass": "b" } ] } } ] }""",
            ("PORT", "10800"), ("XRAY_PORT", "10800"));

        run.Refusals.ShouldBeEmpty();
        run.Configuration!.Inbounds.ShouldHaveSingleItem().Port.ShouldBe((ushort)10800);
    }

    [Theory]
    [InlineData("0", "expected a whole number from 1 to 65535, found 0")]
    [InlineData("65536", "expected a whole number from 1 to 65535, found 65536")]
    [InlineData("1.5", "expected a whole number")]
    [InlineData("1e99", "expected a whole number")]
    [InlineData("11111111111111111111111111111111", "expected a whole number from 1 to 65535, found 11111111111111111111…")]
    [InlineData("\"1000-1010\"", "expected one port from 1 to 65535, found \"1000-1010\"")]
    [InlineData("\"80,443\"", "expected one port")]
    [InlineData("\"\"", "expected one port")]
    [InlineData("\"0\"", "expected one port")]
    [InlineData("\"+1\"", "expected one port")]
    [InlineData("\"env:NOWHERE\"", "the environment variable \"NOWHERE\" is not set")]
    [InlineData("true", "expected a number, found true")]
    [InlineData("[1]", "expected a number, found a list")]
    [InlineData("null", "no \"port\"")]
    public void Read_PortThatIsNotOne_IsRefused(string port, string told) => XrayRun.Inbound(
        $$""" "protocol": "http", "port": {{port}}, "settings": { "accounts": [ { "user": "a", "pass": "b" } ] } """).OnlyRefusal().ShouldStartWith("inbounds[0].port: " + told);

    [Theory]
    [InlineData("vless")]
    [InlineData("dokodemo-door")]
    [InlineData("trojan")]
    public void Read_OtherProtocol_IsOneNoteAndNothingInsideIsRead(string protocol)
    {
        var run = XrayRun.Inbound($$""" "protocol": "{{protocol}}", "port": "443", "listen": 7, "settings": [ { "pass": 1 } ], "streamSettings": { "security": "reality" } """);

        run.Notes.ShouldHaveSingleItem().ToString()
            .ShouldBe($"/etc/xray/config.json:1:17 inbounds[0]: the protocol \"{protocol}\" is none of Sockeye's; this inbound is left out");
        run.Configuration!.ForeignInbounds.ShouldHaveSingleItem().Port.ShouldBe((ushort)443);
        run.Configuration.Inbounds.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"port\": 1", "inbounds[0].protocol", "no \"protocol\"")]
    [InlineData("\"protocol\": 7", "inbounds[0].protocol", "expected a string, found a number")]
    public void Read_WithoutProtocol_IsRefused(string members, string path, string told)
    {
        var refusal = XrayRun.Inbound(members).OnlyRefusal();

        refusal.ShouldStartWith(members.Contains("protocol") ? $"{path}: {told}" : $"inbounds[0]: {told}");
    }

    [Fact]
    public void Read_SameTagTwice_RefusesTheSecond()
    {
        var run = new XrayRun("""
            { "inbounds": [
              { "tag": "in", "protocol": "vless" },
              { "tag": "in", "protocol": "http", "port": 1, "settings": { "accounts": [ { "user": "a", "pass": "b" } ] } }
            ] }
            """);

        run.OnlyRefusal().ShouldStartWith("inbounds[1].tag: another inbound is called \"in\" already");
        run.Configuration!.Inbounds.ShouldHaveSingleItem().Tag.ShouldBeNull();
    }

    [Fact]
    public void Read_EmptyTags_AreNone()
    {
        var run = new XrayRun("""{ "inbounds": [ { "tag": "", "protocol": "vless" }, { "tag": "", "protocol": "vless" } ] }""");

        run.Refusals.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"sniffing\": { \"enabled\": true }", "sniffing", "Warning: what clients send is not looked into here")]
    [InlineData("\"sniffing\": { \"destOverride\": [] }", "sniffing", "Unconcerned: it is not enabled")]
    [InlineData("\"allocate\": { \"strategy\": \"random\" }", "allocate", "Unconcerned: ")]
    [InlineData("\"tag\": \"in\"", "tag", "Taken: ")]
    [InlineData("\"listen\": \"localhost\"", "listen", "Translated: 127.0.0.1")]
    [InlineData("\"listen\": null", "listen", "Unconcerned: null")]
    [InlineData("\"unheardOf\": [ 7 ]", "unheardOf", "Unconcerned: nothing here needs it")]
    public void Read_Field_IsTold(string member, string key, string told) => XrayRun.Socks(member).At("inbounds[0]." + key).ShouldStartWith(told);

    [Theory]
    [InlineData("\"udp\": false", "udp", "Taken: ")]
    [InlineData("\"ip\": \"192.0.2.1\"", "ip", "Taken: ")]
    [InlineData("\"ip\": \"proxy.example\"", "ip", "Warning: \"proxy.example\" is no IP address")]
    [InlineData("\"userLevel\": 3", "userLevel", "Taken: ")]
    [InlineData("\"timeout\": 300", "timeout", "Unconcerned: ")]
    [InlineData("\"allowTransparent\": true", "allowTransparent", "Warning: ")]
    public void Read_Setting_IsTold(string member, string key, string told) => Settings(member).At("inbounds[0].settings." + key).ShouldStartWith(told);

    [Fact]
    public void Read_Settings_AreWhatTheySay()
    {
        var inbound = Settings(""" "udp": false, "ip": "proxy.example", "userLevel": 3 """).Configuration!.Inbounds.ShouldHaveSingleItem();

        (inbound.Udp!.Value, inbound.UdpAddress, inbound.Level).ShouldBe((false, null, 3));
        XrayRun.Socks("").Configuration!.Inbounds[0].Udp.ShouldBeNull();
    }

    [Fact]
    public void ToString_Inbound_HasNoPassword() => $"{Settings("").Configuration!.Inbounds[0].Accounts[0]}".ShouldNotContain("pA7-first");

    private static XrayRun Settings(string member) => XrayRun.Inbound(
        $$""" "protocol": "socks", "port": 1, "settings": { "auth": "password", "accounts": [ { "user": "alice", "pass": "pA7-first" } ], {{member}} } """);
}
