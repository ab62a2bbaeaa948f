using Sockeye.Control.Importing;

namespace Sockeye.Tests.Importing.Haproxy;

public sealed class HaproxyCertificateTests
{
    private const string Key = "-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n";
    private const string Certificate = "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n";

    [Theory]
    [InlineData("combined.pem", null)]
    [InlineData("site.crt", "site.crt.key")]
    [InlineData("lonely.pem", null)]
    [InlineData("missing.pem", null)]
    public void Read_Certificate_FindsItsKey(string file, string? key)
    {
        using var text = Files().With($"frontend f\n bind :1080 ssl crt {file}\n");

        var found = text.Bind.Certificates.ShouldHaveSingleItem();
        found.File.ShouldBe(Path.Combine(text.Directory, file));
        found.KeyFile.ShouldBe(key is null ? null : Path.Combine(text.Directory, key));
        text.AllNotes.ShouldContain(note => note.Outcome == ImportOutcome.Translated && note.Message.Contains("starts at the directory of this file", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ssl-load-extra-del-ext", "site.key")]
    [InlineData("ssl-load-extra-files all", "site.crt.key")]
    [InlineData("ssl-load-extra-files none", null)]
    [InlineData("ssl-load-extra-files ocsp", null)]
    public void Read_GlobalSaysHowKeysAreFound_IsHonoured(string global, string? key)
    {
        using var text = Files().With($"global\n {global}\nfrontend f\n bind :1080 ssl crt site.crt\n");

        text.Bind.Certificates.ShouldHaveSingleItem().KeyFile.ShouldBe(key is null ? null : Path.Combine(text.Directory, key));
    }

    [Theory]
    [InlineData("crt-base certs", "site.crt", "certs/site.crt")]
    [InlineData("crt-base /etc/ssl/private", "site.crt", "/etc/ssl/private/site.crt")]
    [InlineData("crt-base /etc/ssl/private", "/var/site.crt", "/var/site.crt")]
    [InlineData("default-path config", "site.crt", "site.crt")]
    [InlineData("default-path origin /srv", "site.crt", "/srv/site.crt")]
    [InlineData("default-path parent", "site.crt", "../site.crt")]
    public void Read_GlobalSaysWherePathsStart_IsHonoured(string global, string path, string expected)
    {
        using var text = new HaproxyText().With($"global\n {global}\nfrontend f\n bind :1080 ssl crt {path}\n");

        text.ShouldRefuseNothing();
        text.Bind.Certificates.ShouldHaveSingleItem().File.ShouldBe(Path.GetFullPath(expected, text.Directory));
        text.AllNotes.ShouldAllBe(note => !note.Message.Contains("starts at the directory of this file", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_Directory_GivesItsFilesInTheOrderOfHaproxy()
    {
        using var text = new HaproxyText()
            .Put("d/b.pem", Certificate + Key).Put("d/B.pem", Certificate + Key).Put("d/a.crt", Certificate).Put("d/a.crt.key", Key)
            .Put("d/a.crt.ocsp", "").Put("d/a.crt.issuer", "").Put("d/a.crt.sctl", "").Put("d/.hidden", "").Put("d/sub/c.pem", Certificate)
            .With("frontend f\n bind :1080 ssl crt d crt last.pem\n");

        text.ShouldRefuseNothing();
        text.Bind.Certificates.Select(c => Path.GetFileName(c.File)).ShouldBe(["B.pem", "a.crt", "b.pem", "last.pem"]);
        text.Bind.Certificates[1].KeyFile.ShouldBe(Path.Combine(text.Directory, "d/a.crt.key"));
    }

    [Fact]
    public void Read_Bundle_GivesEachOfIts()
    {
        using var text = new HaproxyText().Put("site.rsa", Certificate + Key).Put("site.ecdsa", Certificate + Key).With("frontend f\n bind :1080 ssl crt site\n");

        text.Bind.Certificates.Select(c => Path.GetFileName(c.File)).ShouldBe(["site.rsa", "site.ecdsa"]);
    }

    [Theory]
    [InlineData("nowhere/", "does not exist")]
    [InlineData("empty", "no certificate is in this directory")]
    [InlineData("@store/site", "crt-store")]
    [InlineData("\"\"", "path of a certificate")]
    public void Read_WhatCannotBeFound_IsRefused(string path, string message)
    {
        using var text = new HaproxyText().Put("empty/.keep", "").With($"frontend f\n bind :1080 ssl crt {path}\n");

        text.Note(ImportOutcome.Refused, "bind crt").Message.ShouldContain(message);
        text.Bind.Certificates.ShouldBeEmpty();
    }

    [Fact]
    public void Read_DirectoryWithTooMany_IsRefused()
    {
        using var text = new HaproxyText();
        for (var i = 0; i <= 1000; i++)
        {
            text.Put($"d/{i}.pem", "");
        }

        text.With("frontend f\n bind :1080 ssl crt d\n");

        text.Note(ImportOutcome.Refused, "bind crt").Message.ShouldContain("more than 1000");
    }

    [Fact]
    public void Read_List_GivesItsCertificatesBelowTheBase()
    {
        using var text = new HaproxyText().Put("certs/a.pem", Certificate + Key)
            .Put("list.txt", "# first\n\na.pem\nb.pem [alpn h2] *.example.com !secure.example.com\r\n  /c.pem !*\n")
            .With("global\n crt-base certs\nfrontend f\n bind :1080 ssl crt-list list.txt\n");

        text.ShouldRefuseNothing();
        text.Bind.Certificates.Select(c => c.File).ShouldBe([Path.Combine(text.Directory, "certs/a.pem"), Path.Combine(text.Directory, "certs/b.pem"), "/c.pem"]);
        var warnings = text.AllNotes.Where(note => note.Outcome == ImportOutcome.Warning && note.Place.Path.EndsWith("crt-list", StringComparison.Ordinal));
        warnings.Select(note => note.Message[..18]).ShouldBe(["line 4 of the list", "line 4 of the list", "line 5 of the list"]);
    }

    [Theory]
    [InlineData("a.pem [verify required ca-file x]", "client certificates")]
    [InlineData("a.pem [ verify required ]", "client certificates")]
    [InlineData("nowhere/", "does not exist")]
    public void Read_ListWithWhatCannotBeHad_IsRefused(string line, string message)
    {
        using var text = new HaproxyText().Put("list.txt", "/first.pem\n" + line).With("frontend f\n bind :1080 ssl crt-list list.txt\n");

        var told = text.Note(ImportOutcome.Refused, "bind crt-list").Message;
        told.ShouldStartWith("line 2 of the list: ");
        told.ShouldContain(message);
    }

    [Fact]
    public void Read_MissingList_IsRefused()
    {
        using var text = HaproxyText.ReadFrontend("bind :1080 ssl crt-list nowhere.txt");

        text.Note(ImportOutcome.Refused, "bind crt-list").Message.ShouldBe("the list does not exist");
    }

    [Fact]
    public void Read_ListThatNeverEnds_IsRefused()
    {
        using var text = HaproxyText.ReadFrontend("bind :1080 ssl crt-list /dev/zero");

        text.Note(ImportOutcome.Refused, "bind crt-list").Message.ShouldBe("the list is longer than 1 MiB");
    }

    [Fact]
    public void Read_TlsWithoutACertificate_IsRefused()
    {
        using var text = HaproxyText.ReadFrontend("bind :1080 ssl");

        text.Note(ImportOutcome.Refused, "bind ssl").Message.ShouldContain("needs a certificate");
    }

    [Fact]
    public void Read_DefaultCertificate_IsTheFirst()
    {
        using var text = HaproxyText.ReadFrontend("bind :1080 ssl crt /a.pem default-crt /b.pem crt /c.pem");

        text.Bind.Certificates.Select(c => c.File).ShouldBe(["/b.pem", "/a.pem", "/c.pem"]);
    }

    [Fact]
    public void Read_EmptyList_IsRefused()
    {
        using var text = new HaproxyText().Put("list.txt", "# none yet\n").With("frontend f\n bind :1080 ssl crt-list list.txt\n");

        text.Note(ImportOutcome.Refused, "bind crt-list").Message.ShouldBe("the list names no certificate");
    }

    [Theory]
    [InlineData("crt /c.pem")]
    [InlineData("crt-list /list.txt")]
    public void Read_CertificateWithoutSsl_IsPlaintextWithAWarning(string words)
    {
        using var text = HaproxyText.ReadFrontend($"bind :1080 {words} verify required");

        text.ShouldRefuseNothing();
        text.Bind.IsTls.ShouldBeFalse();
        text.Bind.Certificates.ShouldBeEmpty();
        text.Note(ImportOutcome.Warning, "bind " + words.Split(' ')[0]).Message.ShouldContain("without ssl");
    }

    private static HaproxyText Files() => new HaproxyText()
        .Put("combined.pem", Certificate + Key).Put("combined.pem.key", Key)
        .Put("site.crt", Certificate).Put("site.crt.key", Key).Put("site.key", Key).Put("lonely.pem", Certificate);
}
