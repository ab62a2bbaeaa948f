using Sockeye.Control.Importing;

namespace Sockeye.Tests.Importing.Haproxy;

public sealed class HaproxyServerTests
{
    [Theory]
    [InlineData("127.0.0.1:10800", "127.0.0.1", 10800)]
    [InlineData("ipv4@127.0.0.1:10800", "127.0.0.1", 10800)]
    [InlineData("[::1]:10800", "::1", 10800)]
    [InlineData("2001:db8::1:10800", "2001:db8::1", 10800)]
    [InlineData("xray:10800", "xray", 10800)]
    [InlineData("xray", "xray", 0)]
    [InlineData("[::1]", "::1", 0)]
    [InlineData("xray:", "xray", 0)]
    public void Read_Address_IsItsHostAndPort(string address, string host, int port)
    {
        using var text = HaproxyText.Read($"backend b\n server s {address}\n");

        text.ShouldRefuseNothing();
        var server = text.Backend.Servers.ShouldHaveSingleItem();
        (server.Host, server.Port).ShouldBe((host, (ushort)port));
        server.Place.Path.ShouldBe("backend b server");
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("s :1080")]
    [InlineData("s *:1080")]
    [InlineData("s /run/x.sock")]
    [InlineData("s unix@x")]
    [InlineData("s 127.0.0.1:+8")]
    [InlineData("s 127.0.0.1:0")]
    [InlineData("s x:y:10800")]
    [InlineData("s \"a b:1\"")]
    [InlineData("s 127.0.0.1:1 socks4 127.0.0.1:2")]
    public void Read_ServerThatCannotBeHad_IsRefused(string server)
    {
        using var text = HaproxyText.Read($"backend b\n server {server}\n");

        text.Notes.ShouldBeEmpty();
        text.Backend.Notes.Where(note => note.Outcome == ImportOutcome.Refused).ShouldHaveSingleItem().Place.Line.ShouldBe(2);
    }

    [Theory]
    [InlineData("check inter 2s rise 3 fall 2", "check inter rise fall", ImportOutcome.Unconcerned)]
    [InlineData("send-proxy", "send-proxy", ImportOutcome.Translated)]
    [InlineData("send-proxy-v2", "send-proxy-v2", ImportOutcome.Translated)]
    [InlineData("ssl", "ssl", ImportOutcome.Taken)]
    [InlineData("backup", "backup", ImportOutcome.Taken)]
    [InlineData("verify none", "verify", ImportOutcome.Warning)]
    [InlineData("verify required", "verify", ImportOutcome.Unconcerned)]
    [InlineData("weight 0", "weight", ImportOutcome.Warning)]
    [InlineData("weight", "weight", ImportOutcome.Refused)]
    [InlineData("resolvers docker", "resolvers", ImportOutcome.Unconcerned)]
    public void Read_Words_AreToldOneByOne(string words, string told, ImportOutcome outcome)
    {
        using var text = HaproxyText.Read($"backend b\n server s 127.0.0.1:10800 {words}\n");

        foreach (var word in told.Split(' '))
        {
            text.Note(outcome, "server " + word).Place.Line.ShouldBe(2);
        }

        var server = text.Backend.Servers.ShouldHaveSingleItem();
        (server.IsTls, server.IsBackup).ShouldBe((words == "ssl", words == "backup"));
    }

    [Fact]
    public void Read_UnknownWord_IsAWarning()
    {
        using var text = HaproxyText.Read("backend b\n server s 127.0.0.1:10800 frob\n");

        text.Backend.Notes.ShouldContain(note => note.Outcome == ImportOutcome.Warning && note.Message.Contains("\"frob\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_SeveralServers_AreAWarning()
    {
        using var text = HaproxyText.Read("backend b\n balance roundrobin\n server a 192.0.2.1:1\n server x 192.0.2.2:1 disabled\n server c 192.0.2.3:1 backup\n dispatch 192.0.2.4:1\n");

        text.ShouldRefuseNothing();
        text.Backend.Servers.Select(s => s.Host).ShouldBe(["192.0.2.1", "192.0.2.3", "192.0.2.4"]);
        text.Backend.Notes.Where(note => note.Outcome == ImportOutcome.Warning).Select(note => note.Place.Line).ShouldBe([5, 6]);
    }

    [Fact]
    public void Read_Template_IsRefused()
    {
        using var text = HaproxyText.Read("backend b\n server-template s 3 xray:10800\n");

        text.Note(ImportOutcome.Refused, "server-template").Message.ShouldContain("as in server");
        text.Backend.Servers.ShouldBeEmpty();
    }
}
