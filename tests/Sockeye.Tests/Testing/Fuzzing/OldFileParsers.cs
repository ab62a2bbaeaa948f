using Sockeye.Control.Importing;
using Sockeye.Control.Importing.Haproxy;
using Sockeye.Control.Importing.Xray;
using Sockeye.Core;

namespace Sockeye.Tests.Testing.Fuzzing;

/// <summary>
/// The readers of the old system's files in the shape of the other parsers: done where nothing is refused. They come from an
/// operator, cut or edited by hand; whatever stands in them, each note is one line with a place inside the file.
/// </summary>
internal static class OldFileParsers
{
    public static ParseStatus Haproxy(byte[] bytes) =>
        ShouldBeTotal(bytes, (utf8, notes) => HaproxyReader.Read(utf8, "/nowhere/haproxy.cfg", Environment, notes) is not null);

    public static ParseStatus Xray(byte[] bytes) =>
        ShouldBeTotal(bytes, (utf8, notes) => XrayReader.Read(utf8, "/nowhere/xray_config.json", Environment, notes) is not null);

    private static string? Environment(string name) => name == "DOMAIN" ? "vless.example.com" : null;

    private static ParseStatus ShouldBeTotal(byte[] bytes, Func<byte[], ImportNotes, bool> read)
    {
        if (!System.Text.Unicode.Utf8.IsValid(bytes))
        {
            return ParseStatus.Invalid; // refused before it is read
        }

        var notes = new ImportNotes();
        var isRead = read(bytes, notes);
        var lines = bytes.Count(b => b == (byte)'\n') + 1;
        foreach (var note in notes.All)
        {
            note.Place.Line.ShouldBeInRange(0, lines + 1);
            note.ToString().AsSpan().IndexOfAny('\n', '\r', '\0').ShouldBe(-1);
        }

        (isRead || notes.HasRefusals).ShouldBeTrue();
        return notes.HasRefusals ? ParseStatus.Invalid : ParseStatus.Done;
    }
}
