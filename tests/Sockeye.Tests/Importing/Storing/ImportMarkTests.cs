using Sockeye.Control.Importing;
using Sockeye.Control.Importing.Storing;
using Sockeye.Tests.Users;

namespace Sockeye.Tests.Importing.Storing;

public sealed class ImportMarkTests : IDisposable
{
    private const string OneOutbound = """
        {
          "inbounds": [ { "tag": "in", "listen": "127.0.0.1", "port": 1080, "protocol": "socks", "settings": { "auth": "password", "accounts": [ { "user": "alice", "pass": "alices-own-word" } ] } } ],
          "outbounds": [ { "tag": "out", "protocol": "freedom" }, { "tag": "corp", "protocol": "socks", "settings": { "address": "corp.example", "port": 1080 } } ],
          "routing": { "rules": [ { "user": "alice", "outboundTag": "corp" } ] }
        }
        """;

    private readonly TempDirectory _directory = new();
    private readonly OldFiles _files;

    public ImportMarkTests() => _files = new OldFiles(_directory);

    [Fact]
    public void Write_ReadAgain_IsTheSameMark()
    {
        var text = Import(OneOutbound);

        var mark = ImportMark.Find(System.Text.Encoding.UTF8.GetBytes(text)).ShouldNotBeNull();

        mark.Files.ShouldBe(["xray"]);
        mark.Keys.ShouldBe(["inbounds", "outbounds", "routing"]);
        mark.Outbounds.ShouldBe(["corp"]);
        text.ShouldStartWith(mark.Write());
        ImportMark.IsOn(System.Text.Encoding.UTF8.GetBytes(text)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("// imported: ")]
    [InlineData("// imported: {\"files\":7}\n{}")]
    [InlineData("// imported: nothing\n{}")]
    [InlineData(" // imported: {}\n{}")]
    public void Find_WhatNoImportWrote_IsNull(string text) => ImportMark.Find(System.Text.Encoding.UTF8.GetBytes(text)).ShouldBeNull();

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"files\":null,\"keys\":[],\"outbounds\":[],\"sha256\":\"\"}")]
    [InlineData("{\"files\":[\"xray\"],\"keys\":[\"inbounds\"]}")]
    [InlineData("null")]
    public void Translate_MarkThatSomebodyCutShort_IsNoMark(string mark)
    {
        File.WriteAllText(_files.Configuration, $"// imported: {mark}\n{{}}\n");

        _files.Translate(OneOutbound).Refusals.ShouldBeEmpty();
    }

    [Fact]
    public void Translate_TheSameFilesAgain_GivesTheSameText() => Import(OneOutbound).ShouldBe(Import(OneOutbound));

    [Fact]
    public void Translate_OwnKeysAndOutboundsBesideTheImported_Survive()
    {
        Import(OneOutbound);
        Edit("\"outbounds\": [", "\"outbounds\": [ { \"tag\": \"mine\", \"url\": \"socks5://mine.example:1080\" },");
        Edit("\"routing\": {", "\"log\": { \"access\": false }, \"routing\": {");

        var text = Import(OneOutbound.Replace("corp.example", "new.example", StringComparison.Ordinal));

        text.ShouldContain("socks5://mine.example:1080");
        text.ShouldContain("\"access\": false");
        text.ShouldContain("socks5://new.example:1080");
        text.ShouldNotContain("corp.example");
        ImportMark.Find(System.Text.Encoding.UTF8.GetBytes(text))!.Outbounds.ShouldBe(["corp"]);
        Import(OneOutbound.Replace("corp.example", "new.example", StringComparison.Ordinal)).ShouldBe(text);
    }

    [Fact]
    public void Translate_OutboundThatTheFilesNoLongerHave_Goes()
    {
        Import(OneOutbound);

        var text = Import("""
            {
              "inbounds": [ { "tag": "in", "listen": "127.0.0.1", "port": 1080, "protocol": "socks", "settings": { "auth": "password", "accounts": [ { "user": "alice", "pass": "alices-own-word" } ] } } ]
            }
            """);

        text.ShouldNotContain("corp");
        text.ShouldNotContain("routing");
    }

    [Theory]
    [InlineData("127.0.0.1:1080", "127.0.0.1:1081")]
    [InlineData("corp.example:1080", "corp.example:1081")]
    [InlineData("\"alice\"", "\"bob\"")]
    public void Translate_ImportedPartThatWasChangedByHand_IsRefusedUnlessOverwritten(string from, string to)
    {
        var before = Import(OneOutbound);
        Edit(from, to);

        var refused = _files.Translate(OneOutbound);
        var overwritten = _files.Translate(OneOutbound, overwrites: true);

        refused.Options.ShouldBeNull();
        refused.Refusals.ShouldHaveSingleItem().Message.ShouldContain("--overwrite");
        refused.Refusals[0].Place.File.ShouldBe(_files.Configuration);
        overwritten.Text.ShouldBe(before);
    }

    [Fact]
    public void Translate_CommentsAndBlanksByHand_AreNoChange()
    {
        var before = Import(OneOutbound);
        Edit("\"routing\": {", "// who goes where\n\n      \"routing\": {");

        _files.Translate(OneOutbound).Text.ShouldBe(before);
    }

    [Fact]
    public void Translate_WithoutAFileThatItWasImportedWith_IsRefused()
    {
        const string haproxy = "frontend f\n    mode tcp\n    bind 127.0.0.1:1081\n    default_backend b\nbackend b\n    mode tcp\n    server s 127.0.0.1:1080\n";
        var first = _files.Translate(OneOutbound, haproxy);
        first.Refusals.ShouldBeEmpty();
        File.WriteAllText(_files.Configuration, first.Text);

        var refused = _files.Translate(OneOutbound);

        refused.Refusals.ShouldHaveSingleItem().Message.ShouldContain("--haproxy");
        _files.Translate(OneOutbound, overwrites: true).Options.ShouldNotBeNull();
        _files.Translate(OneOutbound, haproxy).Text.ShouldBe(first.Text);
    }

    [Fact]
    public void Translate_ConfigurationThatTheOperatorWrote_IsKeptButForPortsAndRulesThatContradict()
    {
        File.WriteAllText(_files.Configuration, """{ "log": { "access": false }, "inbounds": [ { "listen": "127.0.0.1:1099", "tls": "none" } ] }""");

        _files.Translate(OneOutbound).Refusals.ShouldHaveSingleItem().Place.Path.ShouldBe("inbounds");
        var overwritten = _files.Translate(OneOutbound, overwrites: true);

        overwritten.Text.ShouldNotBeNull().ShouldContain("\"access\": false");
        overwritten.Text.ShouldNotContain("1099");
    }

    public void Dispose() => _directory.Dispose();

    /// <summary>Imports and writes the configuration file.</summary>
    private string Import(string xray)
    {
        var imported = _files.Translate(xray);
        imported.Refusals.ShouldBeEmpty();
        File.WriteAllText(_files.Configuration, imported.Text);
        return imported.Text!;
    }

    private void Edit(string from, string to)
    {
        var text = File.ReadAllText(_files.Configuration);
        var end = text.IndexOf("\n{", StringComparison.Ordinal); // behind the mark, in which the same words may stand
        text[end..].ShouldContain(from);
        var at = text.IndexOf(from, end, StringComparison.Ordinal);
        File.WriteAllText(_files.Configuration, text.Remove(at, from.Length).Insert(at, to));
    }
}
