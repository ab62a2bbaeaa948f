namespace Sockeye.Control.Importing;

/// <summary>Collects what is told of the imported files while they are read.</summary>
internal sealed class ImportNotes
{
    private readonly List<ImportNote> _notes = [];

    public IReadOnlyList<ImportNote> All => _notes;

    /// <summary>
    /// Each once, what several sections inherit too; and without what is told better at the same place: that a field was
    /// taken over, where it was also translated or left out.
    /// </summary>
    public IReadOnlyList<ImportNote> Report()
    {
        var told = _notes.Where(note => note.Outcome != ImportOutcome.Taken).Select(note => note.Place).ToHashSet();
        return [.. _notes.Where(note => note.Outcome != ImportOutcome.Taken || !told.Contains(note.Place)).Distinct()];
    }

    public bool HasRefusals => _notes.Any(note => note.Outcome == ImportOutcome.Refused);

    public void Taken(SourcePlace place, string message) => Add(ImportOutcome.Taken, place, message);

    public void Translated(SourcePlace place, string message) => Add(ImportOutcome.Translated, place, message);

    public void Unconcerned(SourcePlace place, string message) => Add(ImportOutcome.Unconcerned, place, message);

    public void Warn(SourcePlace place, string message) => Add(ImportOutcome.Warning, place, message);

    public void Refuse(SourcePlace place, string message) => Add(ImportOutcome.Refused, place, message);

    public void AddRange(IEnumerable<ImportNote> notes) => _notes.AddRange(notes);

    private void Add(ImportOutcome outcome, SourcePlace place, string message) => _notes.Add(new ImportNote(outcome, place, message));
}
