using Sockeye.Control.Importing;

namespace Sockeye.Tests.Importing.Haproxy;

public sealed class HaproxyBindTests
{
    [Theory]
    [InlineData("*:1080", "0.0.0.0:1080")]
    [InlineData(":1080", "0.0.0.0:1080")]
    [InlineData("0.0.0.0:1080", "0.0.0.0:1080")]
    [InlineData("ipv4@:1080", "0.0.0.0:1080")]
    [InlineData("tcp4@192.0.2.1:1080", "192.0.2.1:1080")]
    [InlineData("ipv6@:1080", "[::]:1080")]
    [InlineData("ipv6@*:1080", "[::]:1080")]
    [InlineData(":::1080", "[::]:1080")]
    [InlineData("[::]:1080 v4v6", "[::]:1080")]
    [InlineData("::1:1080", "[::1]:1080")]
    [InlineData("[2001:db8::1]:1080", "[2001:db8::1]:1080")]
    [InlineData("::ffff:192.0.2.1:1080", "192.0.2.1:1080")]
    [InlineData("localhost:1080", "127.0.0.1:1080")]
    [InlineData(":1080,:1081", "0.0.0.0:1080 0.0.0.0:1081")]
    [InlineData("192.0.2.1:1080-1082", "192.0.2.1:1080 192.0.2.1:1081 192.0.2.1:1082")]
    public void Read_Address_IsListenedOn(string address, string expected)
    {
        using var text = HaproxyText.ReadFrontend("bind " + address);

        text.ShouldRefuseNothing();
        string.Join(' ', text.Bind.Addresses).ShouldBe(expected);
        text.Bind.IsTls.ShouldBeFalse();
    }

    [Theory]
    [InlineData("", "an address and a port")]
    [InlineData("1080", "port is missing")]
    [InlineData("*", "port is missing")]
    [InlineData("[::1]", "port is missing")]
    [InlineData("[::1]1080", "colon and a port")]
    [InlineData(":0", "1 to 65535")]
    [InlineData(":65536", "1 to 65535")]
    [InlineData(":1080-1096", "at most 16")]
    [InlineData(":1081-1080", "at most 16")]
    [InlineData(":+1", "1 to 65535")]
    [InlineData("proxy.example:1080", "a name is not looked up")]
    [InlineData("127.1:1080", "a name is not looked up")]
    [InlineData("ipv6@192.0.2.1:1080", "a name is not looked up")]
    [InlineData("fe80::1%eth0:1080", "a name is not looked up")]
    [InlineData("/run/socks.sock", "Unix socket")]
    [InlineData("unix@socks", "Unix socket")]
    [InlineData("abns@socks", "Unix socket")]
    [InlineData("fd@3", "hands over")]
    [InlineData("sockpair@3", "hands over")]
    [InlineData("quic4@:443", "QUIC")]
    [InlineData("udp@:1080", "of this kind")]
    public void Read_AddressThatCannotBeHad_IsRefusedWithWhatWouldBeRight(string address, string message)
    {
        using var text = HaproxyText.ReadFrontend("bind " + address);

        text.Frontend.Binds.ShouldBeEmpty();
        text.Note(ImportOutcome.Refused, "frontend socks bind").Message.ShouldContain(message);
    }

    [Fact]
    public void Read_OneOfSeveralAddressesIsWrong_KeepsTheOthers()
    {
        using var text = HaproxyText.ReadFrontend("bind :1080,fd@3,:1081");

        text.Bind.Addresses.Select(a => a.Port).ShouldBe([(ushort)1080, (ushort)1081]);
        text.Note(ImportOutcome.Refused, "bind").Place.Column.ShouldBe(10);
    }

    [Theory]
    [InlineData("v6only", ImportOutcome.Warning)]
    [InlineData("strict-sni", ImportOutcome.Warning)]
    [InlineData("allow-0rtt", ImportOutcome.Warning)]
    [InlineData("interface eth0", ImportOutcome.Refused)]
    [InlineData("namespace blue", ImportOutcome.Refused)]
    [InlineData("accept-netscaler-cip 0x22334455", ImportOutcome.Refused)]
    [InlineData("verify required", ImportOutcome.Refused)]
    [InlineData("verify optional", ImportOutcome.Warning)]
    [InlineData("verify none", ImportOutcome.Taken)]
    [InlineData("maxconn 500", ImportOutcome.Taken)]
    [InlineData("maxconn many", ImportOutcome.Refused)]
    [InlineData("accept-proxy", ImportOutcome.Taken)]
    [InlineData("alpn h2,http/1.1", ImportOutcome.Translated)]
    [InlineData("npn spdy/2", ImportOutcome.Translated)]
    [InlineData("ciphersuites TLS_AES_128_GCM_SHA256:TLS_AES_128_CCM_SHA256", ImportOutcome.Translated)]
    [InlineData("ciphersuites TLS_AES_128_CCM_SHA256", ImportOutcome.Warning)]
    [InlineData("ciphers HIGH", ImportOutcome.Unconcerned)]
    [InlineData("curves X25519", ImportOutcome.Unconcerned)]
    [InlineData("defer-accept", ImportOutcome.Unconcerned)]
    [InlineData("tfo", ImportOutcome.Unconcerned)]
    [InlineData("user root", ImportOutcome.Unconcerned)]
    [InlineData("tcp-ut 30s", ImportOutcome.Unconcerned)]
    [InlineData("id 7", ImportOutcome.Unconcerned)]
    public void Read_Word_IsToldAtItsPlace(string words, ImportOutcome outcome)
    {
        using var text = HaproxyText.ReadFrontend($"bind :1080 ssl crt /c.pem ssl-min-ver TLSv1.3 {words}");

        text.Note(outcome, "bind " + words.Split(' ')[0]).Place.Line.ShouldBe(2);
        text.AllNotes.Count(note => note.Outcome == ImportOutcome.Refused).ShouldBe(outcome == ImportOutcome.Refused ? 1 : 0);
        text.Bind.AcceptsProxy.ShouldBe(words == "accept-proxy");
        text.Bind.MaximumConnections.ShouldBe(words == "maxconn 500" ? 500 : null);
    }

    [Theory]
    [InlineData("accept-prxy", "accept-proxy")]
    [InlineData("strict-snl", "strict-sni")]
    [InlineData("alpm", "alpn")]
    public void Read_MisspeltWord_IsRefusedWithTheNearest(string word, string nearest)
    {
        using var text = HaproxyText.ReadFrontend($"bind :1080 {word} x");

        text.AllNotes.First(note => note.Outcome == ImportOutcome.Refused).Message.ShouldContain($"did you mean \"{nearest}\"?");
    }

    [Theory]
    [InlineData("maxconn")]
    [InlineData("crt")]
    [InlineData("name")]
    public void Read_WordWithoutItsValue_IsRefused(string word)
    {
        using var text = HaproxyText.ReadFrontend("bind :1080 " + word);

        text.Note(ImportOutcome.Refused, "bind " + word).Message.ShouldContain("a value is needed");
    }

    [Theory]
    [InlineData("name ssl")]
    [InlineData("user ssl group crt")]
    public void Read_SslAsTheValueOfAnotherWord_IsNoTls(string words)
    {
        using var text = HaproxyText.ReadFrontend("bind :1080 " + words);

        text.ShouldRefuseNothing();
        text.Bind.IsTls.ShouldBeFalse();
    }

    [Fact]
    public void Read_SslBehindAValueCalledLikeAWord_IsTls()
    {
        using var text = HaproxyText.ReadFrontend("bind :1080 name name ssl crt crt");

        text.ShouldRefuseNothing();
        text.Bind.IsTls.ShouldBeTrue();
        Path.GetFileName(text.Bind.Certificates.ShouldHaveSingleItem().File).ShouldBe("crt");
    }

    [Fact]
    public void Read_BindInABackend_IsRefused()
    {
        using var text = HaproxyText.Read("backend b\n bind :1080\n");

        text.Note(ImportOutcome.Refused, "backend b bind").Place.Column.ShouldBe(2);
    }
}
