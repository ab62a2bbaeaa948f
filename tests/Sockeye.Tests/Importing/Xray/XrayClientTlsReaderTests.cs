using Sockeye.Control.Importing.Xray;

namespace Sockeye.Tests.Importing.Xray;

public sealed class XrayClientTlsReaderTests
{
    [Fact]
    public void Read_Settings_AreWhatTheySay()
    {
        var run = Tls(""" "serverName": "other.example", "allowInsecure": true, "certificates": [ { "usage": "Verify", "certificateFile": "ca.pem" } ] """);

        run.Refusals.ShouldBeEmpty();
        var proxy = Proxy(run);
        (proxy.ServerName, proxy.CertificateAuthority).ShouldBe(("other.example", "/etc/xray/ca.pem"));
        proxy.AllowsInsecure!.Value.Path.ShouldBe("outbounds[0].streamSettings.tlsSettings.allowInsecure");
        run.Notes.ShouldNotContain(note => note.Place.Path.EndsWith("allowInsecure"), "whoever translates tells of it");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"serverName\": \"\", \"allowInsecure\": false, \"certificates\": [], \"pinnedPeerCertSha256\": \"\", \"pinnedPeerCertificateChainSha256\": []")]
    public void Read_NothingSaid_IsNothing(string members)
    {
        var run = Tls(members);

        run.Refusals.ShouldBeEmpty();
        var proxy = Proxy(run);
        (proxy.ServerName, proxy.CertificateAuthority, proxy.AllowsInsecure).ShouldBe((null, null, null));
    }

    [Theory]
    [InlineData("\"pinnedPeerCertificateChainSha256\": [\"AAAA\"]", "pinnedPeerCertificateChainSha256", "this check can't be taken over")]
    [InlineData("\"pinnedPeerCertSha256\": \"AAAA\"", "pinnedPeerCertSha256", "this check can't be taken over")]
    [InlineData("\"verifyPeerCertByName\": \"a\"", "verifyPeerCertByName", "this check can't be taken over")]
    [InlineData("\"serverName\": \"a b\"", "serverName", "expected a name or an IP address")]
    [InlineData("\"serverName\": 7", "serverName", "expected a string, found a number")]
    [InlineData("\"allowInsecure\": \"true\"", "allowInsecure", "expected true or false, found a string")]
    [InlineData("\"maxVersion\": \"1.1\"", "maxVersion", "TLS 1.2 and 1.3 are spoken to a proxy here")]
    [InlineData("\"disableSystemRoot\": true", "disableSystemRoot", "without authorities of its own no certificate would be good")]
    [InlineData("\"certificates\": [ { \"certificateFile\": \"c\", \"keyFile\": \"k\" } ]", "certificates[0]", "a proxy is shown no certificate of ours")]
    [InlineData("\"certificates\": [ { \"usage\": \"verify\", \"certificate\": [\"-----BEGIN\"] } ]", "certificates[0].certificate", "PEM inside the configuration is not read here")]
    [InlineData("\"certificates\": [ { \"usage\": \"verify\" } ]", "certificates[0]", "no \"certificateFile\"")]
    [InlineData("\"certificates\": [ { \"usage\": \"verify\", \"certificateFile\": \"a\" }, { \"usage\": \"verify\", \"certificateFile\": \"b\" } ]", "certificates[1].certificateFile", "one file of authorities")]
    public void Read_WhatCannotBeHad_IsRefused(string members, string path, string told) =>
        Tls(members).OnlyRefusal().ShouldStartWith($"outbounds[0].streamSettings.tlsSettings.{path}: {told}");

    [Theory]
    [InlineData("\"fingerprint\": \"chrome\"", "fingerprint", "Unconcerned: ")]
    [InlineData("\"alpn\": [\"h2\"]", "alpn", "Unconcerned: ")]
    [InlineData("\"minVersion\": \"1.3\"", "minVersion", "Warning: ")]
    [InlineData("\"minVersion\": \"1.2\"", "minVersion", "Taken: ")]
    [InlineData("\"maxVersion\": \"1.2\"", "maxVersion", "Warning: ")]
    [InlineData("\"allowInsecure\": false", "allowInsecure", "Taken: ")]
    public void Read_Setting_IsTold(string member, string key, string told) =>
        Tls(member).At("outbounds[0].streamSettings.tlsSettings." + key).ShouldStartWith(told);

    private static XrayRun Tls(string members) => XrayRun.Outbound(
        $$""" "protocol": "socks", "settings": { "address": "proxy.example", "port": 1 }, "streamSettings": { "security": "tls", "tlsSettings": { {{members}} } } """);

    private static XrayProxy Proxy(XrayRun run) => run.Configuration!.Outbounds.ShouldHaveSingleItem().Proxy.ShouldNotBeNull();
}
