namespace Sockeye.Control.Exporting;

/// <summary>Collects what the written files can't say; each thing once, warnings first.</summary>
internal sealed class ExportNotes
{
    // A listing of every name of a large server is no line any more.
    private const int MaximumNames = 10;

    private readonly List<ExportNote> _notes = [];
    private readonly HashSet<ExportNote> _known = [];

    public IReadOnlyList<ExportNote> All => [.. _notes.OrderByDescending(note => note.IsWarning)];

    public void Add(string subject, string message) => Add(new ExportNote(subject, message));

    public void Warn(string subject, string message) => Add(new ExportNote(subject, message, IsWarning: true));

    /// <summary>Adds nothing where there are no names.</summary>
    public void AddFor(string subject, IEnumerable<string> names, string message)
    {
        if (NamesOf(names) is { Length: > 0 } text) Add($"{subject} {text}", message);
    }

    /// <summary>As <see cref="AddFor"/>, for what must be seen to.</summary>
    public void WarnFor(string subject, IEnumerable<string> names, string message)
    {
        if (NamesOf(names) is { Length: > 0 } text) Warn($"{subject} {text}", message);
    }

    private static string NamesOf(IEnumerable<string> names)
    {
        var all = names.ToList();
        return string.Join(", ", all.Take(MaximumNames)) + (all.Count > MaximumNames ? $" and {all.Count - MaximumNames} more" : "");
    }

    private void Add(ExportNote note)
    {
        if (_known.Add(note)) _notes.Add(note);
    }
}
