using Microsoft.Extensions.Logging;
using Sockeye.Control.Importing;

namespace Sockeye.Hosting;

/// <summary>The warnings of imported files that were told already; nothing else of the files is kept, since passwords stand in them.</summary>
/// <param name="atStart">What the files came to at the start, where every warning was printed.</param>
internal sealed class ImportedWarnings(ImportedConfiguration atStart)
{
    private HashSet<(string File, string Path, string Message)> _told = [.. atStart.Warnings.Select(WithoutLine)];

    /// <summary>Logs what the last state in service had not; one whose line only moved is told already.</summary>
    public void Tell(ImportedConfiguration imported, ILogger logger)
    {
        foreach (var warning in imported.Warnings.Where(warning => !_told.Contains(WithoutLine(warning))))
        {
            HostLog.ConfigurationWarning(logger, warning.ToString());
        }

        _told = [.. imported.Warnings.Select(WithoutLine)];
    }

    private static (string File, string Path, string Message) WithoutLine(ImportNote note) => (note.Place.File, note.Place.Path, note.Message);
}
