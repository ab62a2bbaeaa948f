using System.Text;
using Sockeye.FunctionalTests.Importing.Differential.Rows;

namespace Sockeye.FunctionalTests.Importing.Differential;

/// <summary>The tables of docs/differences-from-haproxy-and-xray.md.</summary>
internal static class DifferencesDocument
{
    /// <summary>The connections that meet another fate; those with the same fates and reason share a line.</summary>
    public static string Connections()
    {
        var table = new StringBuilder("| connection | HAProxy and v2ray | Sockeye | why |\n| --- | --- | --- | --- |\n");
        foreach (var alike in AllRows.All.Where(row => row.Differs).GroupBy(row => (row.Pair, row.Sockeye, Reason: Differences.Reasons[row.Name])))
        {
            table.Append($"| {string.Join("; ", alike.Select(row => row.Name))} | {alike.Key.Pair} | {alike.Key.Sockeye} | {alike.Key.Reason} |\n");
        }

        return table.ToString();
    }

    /// <summary>The files that only one of the two takes.</summary>
    public static string Files()
    {
        var table = new StringBuilder("| file | what is in it | HAProxy and v2ray | Sockeye | why |\n| --- | --- | --- | --- | --- |\n");
        foreach (var row in FileRows.All)
        {
            var (pair, sockeye) = row.PairTakesIt ? ("taken", "refused") : ("refused", "taken");
            table.Append($"| `{row.File}` | {row.Name} | {pair} | {sockeye} | {row.Reason} |\n");
        }

        return table.ToString();
    }

    /// <summary>The connections that meet the same fate.</summary>
    public static string Same()
    {
        var table = new StringBuilder("| fate | connections |\n| --- | --- |\n");
        foreach (var alike in AllRows.All.Where(row => !row.Differs).GroupBy(row => row.Pair))
        {
            table.Append($"| {alike.Key} | {string.Join("; ", alike.Select(row => row.Name))} |\n");
        }

        return table.ToString();
    }
}
