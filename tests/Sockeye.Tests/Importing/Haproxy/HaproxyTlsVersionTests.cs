using Sockeye.Control.Importing;

namespace Sockeye.Tests.Importing.Haproxy;

public sealed class HaproxyTlsVersionTests
{
    [Theory]
    [InlineData("", "", ImportOutcome.Warning)]
    [InlineData("", "ssl-min-ver TLSv1.2", ImportOutcome.Warning)]
    [InlineData("", "ssl-min-ver TLSv1.0 no-tlsv12", ImportOutcome.Warning)]
    [InlineData("", "ssl-min-ver TLSv1.3", ImportOutcome.Taken)]
    [InlineData("", "no-tlsv12", ImportOutcome.Taken)]
    [InlineData("", "no-sslv3 no-tlsv10 no-tlsv11 no-tlsv12", ImportOutcome.Taken)]
    [InlineData("", "ssl-min-ver TLSv1.2 no-tlsv12", ImportOutcome.Warning)]
    [InlineData("", "ssl-max-ver TLSv1.3 no-tlsv12 no-tlsv13", ImportOutcome.Warning)]
    [InlineData("", "ssl-min-ver TLSv1.3 ssl-max-ver TLSv1.2", ImportOutcome.Refused)]
    [InlineData("", "force-tlsv13", ImportOutcome.Taken)]
    [InlineData("", "no-tlsv13", ImportOutcome.Refused)]
    [InlineData("", "ssl-max-ver TLSv1.2", ImportOutcome.Refused)]
    [InlineData("", "force-tlsv12", ImportOutcome.Refused)]
    [InlineData("ssl-min-ver TLSv1.3", "", ImportOutcome.Taken)]
    [InlineData("ssl-min-ver TLSv1.3", "ssl-min-ver TLSv1.2", ImportOutcome.Warning)]
    [InlineData("no-tlsv13", "", ImportOutcome.Refused)]
    [InlineData("ssl-min-ver TLSv1.2 no-tls-tickets", "no-tlsv12", ImportOutcome.Warning)]
    [InlineData("no-tlsv12 no-tls-tickets", "", ImportOutcome.Taken)]
    public void Read_Versions_AreComparedWithTls13(string global, string bind, ImportOutcome outcome)
    {
        using var text = HaproxyText.Read($"global\n ssl-default-bind-options {global}\nfrontend f\n bind :1080 ssl crt /c.pem {bind}\n");

        var told = text.AllNotes.Where(note => note.Message.Contains("TLS 1.3", StringComparison.Ordinal) && note.Outcome != ImportOutcome.Translated);
        told.ShouldHaveSingleItem().Outcome.ShouldBe(outcome);
        text.AllNotes.Count(note => note.Outcome == ImportOutcome.Refused).ShouldBe(outcome == ImportOutcome.Refused ? 1 : 0);
    }

    [Fact]
    public void Read_OlderVersions_AreNamed()
    {
        using var text = HaproxyText.ReadFrontend("bind :1080 ssl crt /c.pem ssl-min-ver TLSv1.1");

        text.Note(ImportOutcome.Warning, "bind ssl").Message.ShouldContain("TLSv1.1, TLSv1.2");
    }

    [Theory]
    [InlineData("tlsv1.3")]
    [InlineData("TLS1.3")]
    [InlineData("")]
    public void Read_UnknownVersion_IsRefused(string version)
    {
        using var text = HaproxyText.ReadFrontend("bind :1080 ssl crt /c.pem ssl-min-ver " + version);

        text.Note(ImportOutcome.Refused, "bind ssl-min-ver").Message.ShouldContain("TLSv1.3");
    }

    [Fact]
    public void Read_WithoutSsl_NothingIsSaidOfVersions()
    {
        using var text = HaproxyText.Read("global\n ssl-default-bind-options no-tlsv13\nfrontend f\n bind :1080\n");

        text.ShouldRefuseNothing();
    }
}
