namespace Sockeye.Tests.Importing.Xray;

public sealed class XrayStreamReaderTests
{
    private const string Files = """ { "certificateFile": "/c.pem", "keyFile": "/k.pem" } """;

    [Theory]
    [InlineData("\"network\": \"ws\"", "network", "the transport \"ws\" is not spoken here")]
    [InlineData("\"network\": \"grpc\"", "network", "the transport \"grpc\"")]
    [InlineData("\"method\": \"xhttp\"", "method", "the transport \"xhttp\"")]
    [InlineData("\"network\": 7", "network", "expected a string, found a number")]
    [InlineData("\"security\": \"reality\"", "security", "\"reality\" is not spoken here; \"tls\" and \"none\" are")]
    [InlineData("\"security\": \"xtls\"", "security", "\"xtls\" is not spoken here")]
    [InlineData("\"tcpSettings\": { \"header\": { \"type\": \"http\" } }", "tcpSettings.header.type", "the disguise \"http\" is not spoken here")]
    [InlineData("\"rawSettings\": { \"acceptProxyProtocol\": 1 }", "rawSettings.acceptProxyProtocol", "expected true or false, found a number")]
    [InlineData("\"finalmask\": { \"tcp\": [] }", "finalmask", "traffic can't be masked here")]
    public void Read_WhatIsNotSpoken_IsRefused(string member, string path, string told)
    {
        XrayRun.Socks($$""" "streamSettings": { {{member}} } """).OnlyRefusal().ShouldStartWith($"inbounds[0].streamSettings.{path}: {told}");
        XrayRun.Outbound($$""" "protocol": "socks", "settings": { "address": "a", "port": 1 }, "streamSettings": { {{member}} } """)
            .OnlyRefusal().ShouldStartWith($"outbounds[0].streamSettings.{path}: {told}");
    }

    [Theory]
    [InlineData("\"network\": \"TCP\", \"security\": \"\"", false)]
    [InlineData("\"network\": \"raw\", \"security\": \"none\", \"finalmask\": {}, \"wsSettings\": {}", false)]
    [InlineData("\"sockopt\": { \"acceptProxyProtocol\": true }", true)]
    [InlineData("\"tcpSettings\": { \"acceptProxyProtocol\": true }", true)]
    [InlineData("\"rawSettings\": { \"acceptProxyProtocol\": true, \"header\": { \"type\": \"none\" } }", true)]
    public void Read_PlainTcp_IsTaken(string members, bool acceptsProxy)
    {
        var run = XrayRun.Socks($$""" "streamSettings": { {{members}} } """);

        run.Refusals.ShouldBeEmpty();
        var inbound = run.Configuration!.Inbounds.ShouldHaveSingleItem();
        (inbound.AcceptsProxy, inbound.Tls).ShouldBe((acceptsProxy, null));
    }

    [Theory]
    [InlineData("\"tproxy\": \"redirect\"", "tproxy", "Warning: ")]
    [InlineData("\"tproxy\": \"off\"", "tproxy", "Taken: ")]
    [InlineData("\"v6only\": true", "v6only", "Warning: ")]
    [InlineData("\"tcpFastOpen\": true", "tcpFastOpen", "Unconcerned: ")]
    [InlineData("\"acceptProxyProtocol\": true", "acceptProxyProtocol", "Taken: ")]
    public void Read_SocketOption_IsTold(string member, string key, string told) =>
        XrayRun.Socks($$""" "streamSettings": { "sockopt": { {{member}} } } """).At("inbounds[0].streamSettings.sockopt." + key).ShouldStartWith(told);

    [Fact]
    public void Read_Tls_GivesFullPaths()
    {
        var run = Tls($$""" "minVersion": "1.3", "certificates": [ {{Files}}, { "certificateFile": "../c.pem", "keyFile": "k.pem", "usage": "Encipherment" } ] """);

        run.Refusals.ShouldBeEmpty();
        var tls = run.Configuration!.Inbounds.ShouldHaveSingleItem().Tls.ShouldNotBeNull();
        tls.Certificates.ShouldBe([("/c.pem", "/k.pem"), ("/etc/c.pem", "/etc/xray/k.pem")]);
        tls.Place.Path.ShouldBe("inbounds[0].streamSettings.security");
        run.At("inbounds[0].streamSettings.tlsSettings.certificates[1].keyFile").ShouldStartWith("Translated: relative to the directory of this file");
    }

    [Theory]
    [InlineData("\"serverName\": \"x\"", "tlsSettings", "TLS needs a certificate")]
    [InlineData("\"certificates\": []", "tlsSettings.certificates", "TLS needs a certificate")]
    [InlineData("\"certificates\": [ { \"certificateFile\": \"c\" } ]", "tlsSettings.certificates[0]", "no \"keyFile\"")]
    [InlineData("\"certificates\": [ { \"certificateFile\": \"\", \"keyFile\": \"k\" } ]", "tlsSettings.certificates[0].certificateFile", "no \"certificateFile\"")]
    [InlineData("\"certificates\": [ { \"certificateFile\": \"c\\u0000\", \"keyFile\": \"k\" } ]", "tlsSettings.certificates[0].certificateFile", "a path can't contain")]
    [InlineData("\"certificates\": [ { \"certificateFile\": \"c\", \"key\": [\"-----BEGIN\"] } ]", "tlsSettings.certificates[0].key", "PEM inside the configuration is not read here; write it to a file and name that: \"keyFile\"")]
    [InlineData("\"certificates\": [ { \"certificate\": [\"-----BEGIN\"], \"keyFile\": \"k\" } ]", "tlsSettings.certificates[0].certificate", "PEM inside the configuration")]
    [InlineData("\"certificates\": [ { \"certificateFile\": \"c\", \"keyFile\": \"k\", \"usage\": \"verify\" } ]", "tlsSettings.certificates[0].usage", "clients' certificates are not asked for here")]
    [InlineData("\"certificates\": [ { \"certificateFile\": \"c\", \"keyFile\": \"k\", \"usage\": \"issue\" } ]", "tlsSettings.certificates[0].usage", "only \"encipherment\"")]
    [InlineData("\"maxVersion\": \"1.2\", \"certificates\": [" + Files + "]", "tlsSettings.maxVersion", "only TLS 1.3 is spoken here")]
    [InlineData("\"verifyClientCertificate\": true, \"certificates\": [" + Files + "]", "tlsSettings.verifyClientCertificate", "clients' certificates")]
    public void Read_TlsThatCannotBeHad_IsRefused(string members, string path, string told) =>
        Tls(members).OnlyRefusal().ShouldStartWith($"inbounds[0].streamSettings.{path}: {told}");

    [Fact]
    public void Read_TlsWithoutSettings_IsRefused() =>
        XrayRun.Socks(""" "streamSettings": { "security": "tls" } """).OnlyRefusal().ShouldStartWith("inbounds[0].streamSettings.security: TLS needs a certificate");

    [Fact]
    public void Read_SettingsOfTlsWithoutTls_AreNotInUse()
    {
        var run = XrayRun.Socks(""" "streamSettings": { "security": "none", "tlsSettings": { "certificates": 7 } } """);

        run.Refusals.ShouldBeEmpty();
        run.At("inbounds[0].streamSettings.tlsSettings").ShouldStartWith("Unconcerned: \"security\" is not \"tls\"");
    }

    [Theory]
    [InlineData("\"minVersion\": \"1.2\"", "minVersion", "Warning: only TLS 1.3 is spoken here")]
    [InlineData("\"minVersion\": \"1.3\"", "minVersion", "Taken: ")]
    [InlineData("\"maxVersion\": \"1.3\"", "maxVersion", "Taken: ")]
    [InlineData("\"alpn\": [\"h2\"]", "alpn", "Translated: http/1.1")]
    [InlineData("\"cipherSuites\": \"A\"", "cipherSuites", "Unconcerned: ")]
    [InlineData("\"rejectUnknownSni\": true", "rejectUnknownSni", "Warning: ")]
    [InlineData("\"rejectUnknownSni\": false", "rejectUnknownSni", "Taken: ")]
    [InlineData("\"echServerKeys\": \"AA\"", "echServerKeys", "Warning: ")]
    [InlineData("\"serverName\": \"x\"", "serverName", "Unconcerned: ")]
    public void Read_TlsSetting_IsTold(string member, string key, string told) =>
        Tls($$""" "certificates": [ {{Files}} ], {{member}} """).At("inbounds[0].streamSettings.tlsSettings." + key).ShouldStartWith(told);

    [Fact]
    public void Read_TlsWithoutMinimum_WarnsAsOldClientsNoLongerGetIn() =>
        Tls($$""" "certificates": [ {{Files}} ] """).At("inbounds[0].streamSettings.tlsSettings").ShouldStartWith("Warning: only TLS 1.3 is spoken here");

    private static XrayRun Tls(string members) => XrayRun.Socks($$""" "streamSettings": { "security": "tls", "tlsSettings": { {{members}} } } """);
}
