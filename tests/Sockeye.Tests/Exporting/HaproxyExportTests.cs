using System.Security.Cryptography.X509Certificates;
using Sockeye.Control.Certificates;
using Sockeye.Control.Certificates.Managed;
using Sockeye.Tests.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Sockeye.Tests.Exporting;

public sealed class HaproxyExportTests : IDisposable
{
    private readonly ExportHarness _export = new();

    public void Dispose() => _export.Dispose();

    [Fact]
    public void Export_InboundsWithTls_IsThisText()
    {
        WritePem("both.pem", withKey: true);

        var (text, result) = _export.Haproxy("""
            {
              "inbounds": [
                { "tag": "socks-in", "listen": "[::]:1080", "tls": { "certificates": [ { "certificate": "both.pem" } ] }, "proxyProtocol": { "from": ["10.0.0.0/8", "2001:db8::/32"] } },
                { "tag": "one", "listen": "[::1]:10800", "tls": { "certificates": [ { "certificate": "both.pem" } ] } },
                { "tag": "four", "listen": "192.0.2.1:1081", "tls": { "certificates": [ { "certificate": "both.pem" } ] } },
                { "tag": "plain", "listen": "127.0.0.1:1082", "tls": "none" }
              ],
              "timeouts": { "dial": "1500ms", "idle": "1h", "halfClosed": "30s" },
              "limits": { "connections": 900 }
            }
            """);

        var pem = _export.File("both.pem");
        text.ShouldBe($$"""
            # Written by sockeye export. Xray runs behind it, on the ports of the backends.

            global
                maxconn 900

            defaults
                mode tcp
                timeout connect 1500ms
                timeout client 3600s
                timeout server 3600s
                timeout tunnel 3600s
                timeout client-fin 30s
                timeout server-fin 30s

            frontend socks-in
                bind :::1080 v4v6 ssl crt {{pem}} alpn http/1.1 ssl-min-ver TLSv1.3
                tcp-request connection expect-proxy layer4 if { src 10.0.0.0/8 2001:db8::/32 }
                default_backend xray_socks-in

            backend xray_socks-in
                server xray 127.0.0.1:10801 check

            frontend one
                bind [::1]:10800 ssl crt {{pem}} alpn http/1.1 ssl-min-ver TLSv1.3
                default_backend xray_one

            backend xray_one
                server xray 127.0.0.1:10802 check

            frontend four
                bind 192.0.2.1:1081 ssl crt {{pem}} alpn http/1.1 ssl-min-ver TLSv1.3
                default_backend xray_four

            backend xray_four
                server xray 127.0.0.1:10803 check

            """.ReplaceLineEndings("\n"));
        result.Files.Count.ShouldBe(1);
        result.Notes.ShouldContain(n => n.Subject == "inbounds plain" && n.Message.Contains("no frontend", StringComparison.Ordinal));
    }

    [Fact]
    public void Export_KeyInAFileOfItsOwn_IsCopiedIntoOneWithItsChain()
    {
        WritePem("cert.pem", withKey: false, keyFile: "key.pem");

        var (text, result) = _export.Haproxy(Tls("""{ "certificates": [ { "certificate": "cert.pem", "key": "key.pem" } ] }"""));

        text.ShouldContain($"crt {_export.File("socks-in.pem")} alpn");
        var copy = result.Files.Single(f => f.Path == _export.File("socks-in.pem"));
        using var certificate = X509Certificate2.CreateFromPem(copy.Text, copy.Text);
        certificate.HasPrivateKey.ShouldBeTrue();
        result.Notes.ShouldContain(n => n.Message.Contains("nothing renews it", StringComparison.Ordinal));
    }

    [Fact]
    public void Export_KeyWhereHaproxyLooksForIt_IsNotCopied()
    {
        WritePem("cert.pem", withKey: false, keyFile: "cert.pem.key");

        var (text, result) = _export.Haproxy(Tls("""{ "certificates": [ { "certificate": "cert.pem", "key": "cert.pem.key" } ] }"""));

        text.ShouldContain($"crt {_export.File("cert.pem")} alpn");
        result.Files.Count.ShouldBe(1);
    }

    [Fact]
    public void Export_LocalAuthority_ImportedThenLocalInTheOrderInWhichTheyServe()
    {
        using (LocalAuthority.Ensure(_export.Data, TimeProvider.System))
        {
        }

        new FileCertificateStore(_export.Data).Write(StoredCertificate.DocumentOf("default"), StoredCertificate.Write(TestCertificates.Issue("proxy.example")));

        var (text, result) = _export.Haproxy("{}");

        text.ShouldContain($"crt {_export.File("socks-in.pem")} crt {_export.File("socks-in-2.pem")} alpn");
        using var first = X509Certificate2.CreateFromPem(result.Files[1].Text);
        using var second = X509Certificate2.CreateFromPem(result.Files[2].Text);
        first.MatchesHostname("proxy.example").ShouldBeTrue();
        second.MatchesHostname("localhost").ShouldBeTrue();
    }

    [Fact]
    public void Export_NoCertificateYet_IsRefusedAndSaysWhatToDo() =>
        Should.Throw<CertificateException>(() => _export.Haproxy("{}")).Message.ShouldBe(
            "the inbound socks-in has no certificate yet, and HAProxy needs one; start sockeye serve once, and export then");

    [Theory]
    [InlineData("my cert.pem", "'{0}'")]
    [InlineData("it's$HOME#.pem", "'{0}'")]
    [InlineData("a-b_c.pem", "{0}")]
    public void Export_NameOfACertificate_IsQuotedWhereItMustBe(string name, string expected)
    {
        WritePem(name, withKey: true);

        var (text, _) = _export.Haproxy(Tls($$"""{ "certificates": [ { "certificate": "{{name}}" } ] }"""));

        var quoted = _export.File(name).Replace("'", @"'\''", StringComparison.Ordinal);
        text.ShouldContain("crt " + string.Format(System.Globalization.CultureInfo.InvariantCulture, expected, quoted) + " alpn");
    }

    private static string Tls(string tls) => $$"""{ "inbounds": [ { "listen": "127.0.0.1:1080", "tls": {{tls}} } ] }""";

    private void WritePem(string name, bool withKey, string? keyFile = null)
    {
        var certificate = TestCertificates.Issue("localhost");
        var key = PrivateKeyReader.Export(certificate.Leaf) + "\n";
        _export.Write(name, certificate.Leaf.ExportCertificatePem() + "\n" + (withKey ? key : ""));
        if (keyFile is not null) _export.Write(keyFile, key);
    }
}
