using Sockeye.Control.Importing;

namespace Sockeye.Tests.Importing.Haproxy;

public sealed class HaproxySectionTests
{
    [Fact]
    public void Read_Listen_IsAFrontendAndABackendOfOneName()
    {
        using var text = HaproxyText.Read("listen socks\n bind :1080\n server xray 127.0.0.1:10800\n timeout server 5s\n timeout client 6s\n");

        text.ShouldRefuseNothing();
        text.Frontend.Name.ShouldBe("socks");
        text.Frontend.DefaultBackend!.Value.ShouldBe("socks");
        text.Backend.Name.ShouldBe("socks");
        text.Backend.Servers.Count.ShouldBe(1);
        text.Frontend.Notes.ShouldAllBe(note => note.Place.Path == "listen socks bind" || note.Place.Path == "listen socks timeout client");
        text.Backend.Notes.ShouldAllBe(note => note.Place.Path == "listen socks server" || note.Place.Path == "listen socks timeout server");
    }

    [Theory]
    [InlineData("peers")]
    [InlineData("resolvers")]
    [InlineData("mailers")]
    [InlineData("userlist")]
    [InlineData("cache")]
    [InlineData("program")]
    [InlineData("ring")]
    [InlineData("http-errors")]
    [InlineData("fcgi-app")]
    [InlineData("log-forward")]
    [InlineData("crt-store")]
    public void Read_ForeignSection_IsOneNote(string kind)
    {
        using var text = HaproxyText.Read($"frontend f\n{kind} x\n bind :1\n frob \"$UNSET\"\n");

        var note = text.Notes.ShouldHaveSingleItem();
        note.Outcome.ShouldBe(ImportOutcome.Unconcerned);
        (note.Place.Line, note.Place.Path).ShouldBe((2, kind));
        text.Frontend.Binds.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("bind :1080\n", 1, 1)]
    [InlineData("frontent f\n", 1, 1)]
    [InlineData("frontend a\n bind :1\nfrontent f\n bind :2\n", 3, 1)]
    [InlineData("peers p\n bind :1\nfrontent f\n bind :2\n", 3, 1)]
    [InlineData("global\n daemon\nlisen f\n bind :2\n", 3, 1)]
    public void Read_UnknownSection_IsRefusedAndWhatIsBelowGoesNowhere(string file, int line, int column)
    {
        using var text = HaproxyText.Read(file);

        var note = text.Notes.Where(n => n.Outcome == ImportOutcome.Refused).ShouldHaveSingleItem();
        (note.Place.Line, note.Place.Column).ShouldBe((line, column));
        text.Configuration.Frontends.SelectMany(f => f.Binds).SelectMany(b => b.Addresses).ShouldAllBe(a => a.Port == 1);
    }

    [Theory]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIBcWFRQTEhEQDw4NDAsKCQgHBgUEAwIBAAECAwQFBgcI\nBwYF/w==\n-----END PRIVATE KEY-----\n")]
    [InlineData("frontend f\n bind :1\nMC4CAQAwBQYDK2VwBCIEIBcWFRQTEhEQDw4NDAsKCQgHBgUEAwIBAAECAwQFBgcI\nBwYF/w==\n")]
    [InlineData("{\"users\":[{\"username\":\"a\",\"socks_password\":\"MC4CBwYF\"}]}\n")]
    [InlineData("global\n MC4CBwYF/x\n")]
    [InlineData("frontend f\n MC4CBwYF/x\n")]
    public void Read_FileOfAnotherKind_IsRefusedWithoutShowingIt(string file)
    {
        using var text = HaproxyText.Read(file);

        text.AllNotes.ShouldNotBeEmpty();
        string.Join('\n', text.AllNotes).ShouldNotContain("MC4C");
        string.Join('\n', text.AllNotes).ShouldNotContain("BwYF");
    }

    [Theory]
    [InlineData(".if defined(X)")]
    [InlineData(".elif 1")]
    [InlineData(".else")]
    [InlineData(".endif")]
    [InlineData(".notice \"hello\"")]
    [InlineData(".diag \"hello\"")]
    public void Read_LineForThePreprocessor_IsRefusedByName(string line)
    {
        using var text = HaproxyText.Read($"frontend f\n{line}\n bind :1080\n");

        text.Notes.ShouldHaveSingleItem().Message.ShouldContain($"\"{line.Split(' ')[0]}\"");
        text.Notes[0].Outcome.ShouldBe(ImportOutcome.Refused);
    }

    [Theory]
    [InlineData("frontend\n", "needs a name")]
    [InlineData("backend a/b\n", "needs a name")]
    [InlineData("frontend \"$UNSET\"\n", "UNSET is not set")]
    [InlineData("frontend f :1080\n", "a line such as bind")]
    [InlineData("listen f 0.0.0.0:1080\n", "a line such as bind")]
    [InlineData("backend b x\n", "a word too many")]
    [InlineData("frontend \"f\n", "not closed")]
    public void Read_WrongFirstLineOfASection_IsRefused(string file, string message)
    {
        using var text = HaproxyText.Read(file + " bind :1\nfrontend other\n");

        var note = text.Notes.First(n => n.Outcome == ImportOutcome.Refused);
        note.Message.ShouldContain(message);
        note.Place.Line.ShouldBe(1);
    }

    [Theory]
    [InlineData("frontend a\nfrontend a\n", 1)]
    [InlineData("frontend a\nlisten a\n", 1)]
    [InlineData("backend a\nlisten a\n", 1)]
    [InlineData("frontend a\nbackend a\n", 0)]
    [InlineData("defaults a\nfrontend a\ndefaults a\n", 0)]
    public void Read_TwoSectionsOfOneName_AreRefusedWhereAReferenceHasTwoEnds(string file, int refusals)
    {
        using var text = HaproxyText.Read(file);

        text.AllNotes.Count(note => note.Outcome == ImportOutcome.Refused).ShouldBe(refusals);
    }

    [Fact]
    public void Read_DisabledSection_IsLeftOut()
    {
        using var text = HaproxyText.Read("frontend f\n bind :1\n disabled\ndefaults\n disabled\nlisten l\nlisten m\n enabled\n");

        text.Frontend.Name.ShouldBe("m");
        text.Backend.Name.ShouldBe("m");
        text.Notes.Count(note => note.Message.EndsWith("is disabled; left out", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n# nothing\n")]
    public void Read_FileWithoutASection_IsRefused(string file)
    {
        using var text = HaproxyText.Read(file);

        text.IsNothing.ShouldBeTrue();
        text.Notes.ShouldHaveSingleItem().Outcome.ShouldBe(ImportOutcome.Refused);
    }

    [Fact]
    public void Read_LastLineWithoutItsEnd_IsReadWithAWarning()
    {
        using var text = HaproxyText.Read("frontend f\n bind :1080");

        text.Bind.Addresses.Count.ShouldBe(1);
        text.Notes.ShouldHaveSingleItem().Outcome.ShouldBe(ImportOutcome.Warning);
    }

    [Fact]
    public void Read_TooLongALineAndTooManyLines_AreRefused()
    {
        using var text = HaproxyText.Read("frontend f\n bind " + new string('x', 70_000) + "\n" + new string('\n', 50_001));

        text.Notes.Select(note => note.Message).ShouldBe(["the line is longer than 64 KiB", "the file has more than 50000 lines"]);
    }

    [Fact]
    public void Read_Notes_StandInTheOrderOfTheFile()
    {
        using var text = HaproxyText.Read("defaults\n timeout server 1s\n timeout client 2s\nfrontend f\n bind :1080 tfo ssl crt /c.pem alpn h2\n mode tcp\n");

        text.Notes.Select(note => note.Place.Line).ShouldBe([2, 3]);
        text.Frontend.Notes.Select(note => (note.Place.Line, note.Place.Column)).ShouldBeInOrder();
        text.Frontend.Notes.Select(note => note.Place.Column).ShouldBe([7, 13, 17, 25, 37, 7]);
    }

    [Fact]
    public void Read_Global_TellsOfEachLine()
    {
        using var text = HaproxyText.Read("""
            global
                maxconn 4000
                log /dev/log local0
                tune.ssl.default-dh-param 2048
                maxconnrate 10
                ssl-default-bind-ciphersuites TLS_AES_256_GCM_SHA384
                stats socket /run/haproxy/admin.sock mode 660
                frob x

            """);

        text.Configuration.Global.MaximumConnections!.Value.ShouldBe(4000);
        text.Notes.Select(note => note.Outcome).ShouldBe([ImportOutcome.Taken, ImportOutcome.Unconcerned, ImportOutcome.Unconcerned,
            ImportOutcome.Warning, ImportOutcome.Translated, ImportOutcome.Unconcerned, ImportOutcome.Warning]);
        text.Notes.Select(note => note.Place.Line).ShouldBe([2, 3, 4, 5, 6, 7, 8]);
        text.Notes[0].Place.ToString().ShouldEndWith("haproxy.cfg:2:13 global maxconn");
    }
}
