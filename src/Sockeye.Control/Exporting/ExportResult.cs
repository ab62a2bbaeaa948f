namespace Sockeye.Control.Exporting;

/// <summary>What an export would write, and what it can't say.</summary>
/// <param name="Files">The files.</param>
/// <param name="Notes">What they can't say; warnings first.</param>
public sealed record ExportResult(IReadOnlyList<ExportedFile> Files, IReadOnlyList<ExportNote> Notes);
