using Sockeye.Control.Importing;

namespace Sockeye.Tests.Importing.Haproxy;

public sealed class HaproxySeedTests
{
    private const string Seed = """
        frontend socks5_tls_frontend
            bind *:1080 ssl crt /etc/letsencrypt/live/${DOMAIN}/combined.pem alpn h2,http/1.1
            mode tcp
            default_backend xray_socks5_plaintext

        backend xray_socks5_plaintext
            mode tcp
            server xray 127.0.0.1:10800 check

        """;

    [Fact]
    public void Read_TheSeedsFile_GivesOneFrontendAndOneBackend()
    {
        using var text = new HaproxyText().Set("DOMAIN", "vless.example.com").With(Seed);

        text.ShouldRefuseNothing();
        text.Frontend.Name.ShouldBe("socks5_tls_frontend");
        text.Frontend.IsTcp.ShouldBeTrue();
        text.Frontend.DefaultBackend!.Value.ShouldBe("xray_socks5_plaintext");
        text.Bind.IsTls.ShouldBeTrue();
        text.Bind.Addresses.ShouldHaveSingleItem().ToString().ShouldBe("0.0.0.0:1080");
        text.Bind.Certificates.ShouldHaveSingleItem().File.ShouldBe("/etc/letsencrypt/live/vless.example.com/combined.pem");
        var server = text.Backend.Servers.ShouldHaveSingleItem();
        (server.Name, server.Host, server.Port, server.IsTls).ShouldBe(("xray", "127.0.0.1", (ushort)10800, false));
        text.Note(ImportOutcome.Unconcerned, "server check").Place.Column.ShouldBe(33);
    }

    [Fact]
    public void Read_TheSeedsFile_TellsOfTheVariableOutsideQuotes()
    {
        using var text = new HaproxyText().Set("DOMAIN", "vless.example.com").With(Seed);

        var note = text.AllNotes.Single(n => n.Message.Contains("double quotes", StringComparison.Ordinal));
        note.Outcome.ShouldBe(ImportOutcome.Translated);
        (note.Place.Line, note.Place.Column, note.Place.Path).ShouldBe((2, 25, "frontend socks5_tls_frontend bind"));
    }

    [Fact]
    public void Read_TheSeedsFileWithoutTheVariable_NamesItAndKeepsTheRest()
    {
        using var text = HaproxyText.Read(Seed);

        text.Notes.ShouldBeEmpty();
        text.Frontend.Binds.ShouldBeEmpty();
        var note = text.Note(ImportOutcome.Refused, "bind");
        note.Message.ShouldContain("DOMAIN is not set");
        (note.Place.Line, note.Place.Column).ShouldBe((2, 25));
        text.Backend.Servers.Count.ShouldBe(1);
    }
}
