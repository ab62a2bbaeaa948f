using System.Text;

namespace Sockeye.FunctionalTests.ClientConfigurations;

/// <summary>Block characters as a terminal with light text on a dark ground shows them.</summary>
internal static class TerminalPicture
{
    private const int PixelsPerModule = 6;

    /// <summary>A plain PGM image: a character is one module wide and two high.</summary>
    public static string OfBlocks(string text)
    {
        var rows = new List<List<bool>>();
        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            rows.Add([.. line.Select(c => c is '█' or '▀')]);
            rows.Add([.. line.Select(c => c is '█' or '▄')]);
        }

        var width = rows.Max(row => row.Count);
        var image = new StringBuilder($"P2\n{width * PixelsPerModule} {rows.Count * PixelsPerModule}\n1\n");
        foreach (var row in rows)
        {
            var line = string.Concat(Enumerable.Range(0, width).Select(x => string.Concat(Enumerable.Repeat(x < row.Count && row[x] ? "1 " : "0 ", PixelsPerModule)))) + "\n";
            for (var y = 0; y < PixelsPerModule; y++)
            {
                image.Append(line);
            }
        }

        return image.ToString();
    }
}
