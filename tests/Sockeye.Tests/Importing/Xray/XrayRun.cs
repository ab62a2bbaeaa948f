using System.Text;
using Sockeye.Control.Importing;
using Sockeye.Control.Importing.Xray;

namespace Sockeye.Tests.Importing.Xray;

/// <summary>One reading of a text as <c>/etc/xray/config.json</c>.</summary>
internal sealed class XrayRun
{
    public const string File = "/etc/xray/config.json";

    public XrayRun(string text, params (string Name, string Value)[] environment)
    {
        var notes = new ImportNotes();
        Configuration = XrayReader.Read(
            Encoding.UTF8.GetBytes(text), File, name => environment.Where(v => v.Name == name).Select(v => v.Value).FirstOrDefault(), notes);
        Notes = notes.All;
    }

    public XrayConfiguration? Configuration { get; }

    public IReadOnlyList<ImportNote> Notes { get; }

    public IReadOnlyList<ImportNote> Refusals => [.. Notes.Where(note => note.Outcome == ImportOutcome.Refused)];

    /// <summary>A file with one inbound, in which a piece stands for its settings or stands beside them.</summary>
    public static XrayRun Inbound(string members) => new($$"""{ "inbounds": [ { {{members}} } ] }""");

    /// <summary>A socks inbound with one account and more members beside.</summary>
    public static XrayRun Socks(string members) => Inbound(
        """ "protocol": "socks", "port": 1080, "settings": { "auth": "password", "accounts": [ { "user": "alice", "pass": "pA7-first" } ] }, """ + members);

    public static XrayRun Outbound(string members) => new($$"""{ "outbounds": [ { "tag": "way", {{members}} } ] }""");

    /// <summary>A file with an inbound of ours <c>socks-in</c>, one of another protocol <c>vless-in</c>, and a rule.</summary>
    public static XrayRun Rule(string members) => new($$"""
        {
          "api": { "tag": "api" },
          "inbounds": [
            { "tag": "socks-in", "protocol": "socks", "port": 1080, "settings": { "auth": "password", "accounts": [ { "user": "alice", "pass": "pA7-first" } ] } },
            { "tag": "vless-in", "protocol": "vless", "port": 443 }
          ],
          "routing": { "rules": [ { {{members}} } ] }
        }
        """);

    /// <summary>The only note with the path, as <c>Outcome: message</c>.</summary>
    public string At(string path)
    {
        var note = Notes.Where(note => note.Place.Path == path).ShouldHaveSingleItem(path);
        return $"{note.Outcome}: {note.Message}";
    }

    /// <summary>The only refusal, as <c>path: message</c>.</summary>
    public string OnlyRefusal()
    {
        var note = Refusals.ShouldHaveSingleItem();
        return $"{note.Place.Path}: {note.Message}";
    }
}
