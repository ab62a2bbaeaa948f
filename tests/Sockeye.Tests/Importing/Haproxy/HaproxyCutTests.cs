using System.Text;
using Sockeye.Control.Importing;

namespace Sockeye.Tests.Importing.Haproxy;

/// <summary>A file as it is found in the field, cut wherever it can be: never an exception, and every note stands within it.</summary>
public sealed class HaproxyCutTests
{
    private const string File = """
        # one process for the web, VLESS and SOCKS5
        global
            log /dev/log local0
            chroot /var/lib/haproxy
            stats socket /run/haproxy/admin.sock mode 660 level admin
            user haproxy
            group haproxy
            daemon
            maxconn 20000
            setenv DOMAIN vless.example.com
            crt-base "/etc/letsencrypt/live/${DOMAIN}"
            ssl-default-bind-options ssl-min-ver TLSv1.2 no-tls-tickets
            ssl-default-bind-ciphersuites TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384

        defaults
            log global
            mode tcp
            option tcplog
            timeout connect 5000
            timeout client 300s
            timeout server 300s

        defaults web from web_base # there is none
            mode http

        frontend https
            bind :443
            tcp-request inspect-delay 5s
            tcp-request content accept if { req_ssl_hello_type 1 }
            use_backend vless if { req.ssl_sni -i "${DOMAIN}" }
            default_backend nginx

        frontend socks5_tls
            bind *:1080,:::1080 v4v6 ssl crt combined.pem alpn h2,http/1.1 ssl-min-ver TLSv1.3
            bind 192.0.2.1:1081-1083 accept-proxy maxconn 100 ssl crt 'combined.pem' strict-sni
            acl balancer src 10.0.0.0/8 2001:db8::/32
            tcp-request connection expect-proxy layer4 if balancer
            tcp-request connection reject if { src -f /etc/blocked\ ones }
            log-format "%ci:%cp [%t] \"\x41\" $$"
            maxconn 1000
            default_backend xray_socks5

        backend xray_socks5
            server xray 127.0.0.1:10800 check inter 5s send-proxy-v2
            server spare [::1]:10800 backup

        listen http_proxy
            bind :3128 ssl crt /etc/ssl/ünïcode.pem crt-list /etc/haproxy/none.txt
            server xray xray:10801 ssl verify none sni str(x)
            timeout tunnel 1h

        userlist admins
            user admin insecure-password "not for the report"

        .if defined(DEBUG)
        peers mine
            peer a 192.0.2.1:1024
        .endif

        """;

    private static readonly byte[] Bytes = Encoding.UTF8.GetBytes(File);

    [Fact]
    public void Read_TheWholeFile_GivesWhatItSays()
    {
        using var text = HaproxyText.Read(File.Replace("\"\\x41\\\" $$\"", "\"", StringComparison.Ordinal).Replace("\\\"\\x41\\\" $$", "", StringComparison.Ordinal));

        text.Configuration.Frontends.Select(f => f.Name).ShouldBe(["https", "socks5_tls", "http_proxy"]);
        text.Configuration.Frontends[1].Binds.Select(b => b.Addresses.Count).ShouldBe([2, 3]);
        text.Configuration.Backends.Select(b => b.Servers.Count).ShouldBe([2, 1]);
        text.AllNotes.ShouldAllBe(note => !note.Message.Contains("not for the report", StringComparison.Ordinal));
        ShouldStandWithin(text, Bytes.Length);
    }

    [Fact]
    public void Read_CutAfterEachByte_IsNothingOrAModel()
    {
        using var text = new HaproxyText();
        for (var length = 0; length <= Bytes.Length; length++)
        {
            text.With(Bytes.AsSpan(0, length));
            ShouldStandWithin(text, length);
        }
    }

    [Fact]
    public void Read_EachLineLeftOut_IsNothingOrAModel()
    {
        using var text = new HaproxyText();
        var lines = File.Split('\n');
        for (var left = 0; left < lines.Length; left++)
        {
            text.With(string.Join('\n', lines.Where((_, i) => i != left)));
            ShouldStandWithin(text, Bytes.Length);
            text.With(string.Join('\n', lines.Skip(left)));
            ShouldStandWithin(text, Bytes.Length);
        }
    }

    [Fact]
    public void Read_EachByteChanged_IsNothingOrAModel()
    {
        using var text = new HaproxyText();
        foreach (var other in "\"'\\$#\n {}\0@%"u8.ToArray())
        {
            for (var at = 0; at < Bytes.Length; at += 7)
            {
                var changed = Bytes.ToArray();
                changed[at] = other;
                text.With(changed);
                ShouldStandWithin(text, changed.Length);
            }
        }
    }

    [Fact]
    public void Read_EveryLine_IsToldOf()
    {
        using var text = HaproxyText.Read(File.Replace("$$", "", StringComparison.Ordinal));
        var told = text.AllNotes.Select(note => note.Place.Line).ToHashSet();
        var lines = File.Split('\n');

        string[] untold = ["global", "defaults", "frontend", "listen", "backend", "#", "user admin", "peer a"];
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length > 0 && !untold.Any(start => line.StartsWith(start, StringComparison.Ordinal)))
            {
                told.ShouldContain(i + 1, line);
            }
        }
    }

    private static void ShouldStandWithin(HaproxyText text, int length)
    {
        if (text.IsNothing)
        {
            text.Notes.ShouldContain(note => note.Outcome == ImportOutcome.Refused);
        }

        foreach (var note in text.AllNotes)
        {
            (note.Place.File == text.File && note.Place.Line >= 0 && note.Place.Line <= length && note.Place.Column >= 0 && note.Place.Column <= length + 1
                && note.Message.Length > 0 && !note.ToString().Any(char.IsControl)).ShouldBeTrue(note.ToString());
        }
    }
}
