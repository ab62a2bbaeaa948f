using Sockeye.Core;

namespace Sockeye.Cli;

/// <summary>Columns of text, as wide as what is in them: readable for people, and for cut and awk.</summary>
internal static class PlainTable
{
    private const int MaximumCellChars = 80;

    public static void Print(TextWriter output, string[] heads, IEnumerable<string?[]> rows)
    {
        var cells = rows.Select(row => row.Select(cell => PeerText.Escape(cell ?? "-", MaximumCellChars)).ToArray()).ToList();
        cells.Insert(0, heads);
        var widths = Enumerable.Range(0, heads.Length).Select(column => cells.Max(row => row[column].Length)).ToArray();
        foreach (var row in cells)
        {
            output.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }
    }
}
