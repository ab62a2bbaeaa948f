using Sockeye.Control.Importing;
using Sockeye.Control.Importing.Storing;

namespace Sockeye.Cli;

/// <summary>What <c>import --json</c> prints.</summary>
/// <param name="DryRun">Whether nothing was changed.</param>
/// <param name="Valid">Whether nothing was refused.</param>
/// <param name="Configuration">The configuration file that was, or would be, written; null where none.</param>
/// <param name="Notes">What became of every field.</param>
/// <param name="Changes">What was, or would be, done in the database.</param>
internal sealed record ImportReport(
    bool DryRun, bool Valid, string? Configuration, IReadOnlyList<ImportNoteReport> Notes, IReadOnlyList<ImportChangeReport> Changes);

/// <summary>One field of <c>import --json</c>.</summary>
internal sealed record ImportNoteReport(string Outcome, string File, int Line, int Column, string Path, string Message)
{
    public static ImportNoteReport From(ImportNote note) =>
        new(NameOf(note.Outcome), note.Place.File, note.Place.Line, note.Place.Column, note.Place.Path, note.Message);

    public static string NameOf(ImportOutcome outcome) => outcome switch
    {
        ImportOutcome.Taken => "taken",
        ImportOutcome.Translated => "translated",
        ImportOutcome.Unconcerned => "left out",
        ImportOutcome.Warning => "warning",
        _ => "refused",
    };
}

/// <summary>One user or upstream of <c>import --json</c>.</summary>
internal sealed record ImportChangeReport(string Kind, string Name, string Action, string What)
{
    public static ImportChangeReport From(ImportChange change) => new(change.Kind, change.Name, NameOf(change.Action), change.What);

    public static string NameOf(ImportAction action) => action switch
    {
        ImportAction.Added => "added",
        ImportAction.Changed => "changed",
        ImportAction.Unchanged => "unchanged",
        _ => "left",
    };
}
