using Sockeye.Benchmarks.Systems;
using Sockeye.Benchmarks.Works;
using Spectre.Console;

namespace Sockeye.Benchmarks.Report;

/// <summary>The tables for people.</summary>
internal sealed class TextReport(IAnsiConsole console)
{
    public void Write(Results results)
    {
        foreach (var work in results.Works) WriteWork(results, work);
        WriteRatios(results);
        foreach (var fault in results.Faults) console.WriteLine($"failed: {fault}");
    }

    private void WriteWork(Results results, Work work)
    {
        console.WriteLine();
        console.WriteLine($"{work.Name}: {work.Title}");
        var table = new Table().Border(TableBorder.Markdown).AddColumn("system");
        foreach (var figure in work.Figures) table.AddColumn(new TableColumn($"{figure.Title}, {figure.Unit}").RightAligned().NoWrap());
        foreach (var system in results.Systems)
        {
            table.AddRow([system.Name, .. work.Figures.Select(f => Numbers.Of(results.Of(system, f)))]);
        }

        console.Write(table);
    }

    private void WriteRatios(Results results)
    {
        var sockeyes = results.Systems.Where(s => s.Role == SystemRole.Sockeye).ToArray();
        foreach (var (role, title) in ((SystemRole, string)[])[(SystemRole.Pair, "HAProxy then v2ray"), (SystemRole.Terminator, "HAProxy alone")])
        {
            console.WriteLine();
            console.WriteLine($"Ratios to {title} (the better of its variants), median of {results.Rounds} rounds, lowest to highest:");
            var table = new Table().Border(TableBorder.Markdown).AddColumn("figure").AddColumn("limit").AddColumn("against");
            foreach (var system in sockeyes) table.AddColumn(new TableColumn(system.Name).NoWrap());
            foreach (var limit in Limit.All) AddRatio(table, results, limit, role, sockeyes);
            console.Write(table);
        }
    }

    private static void AddRatio(Table table, Results results, Limit limit, SystemRole role, IReadOnlyList<ProxySystem> sockeyes)
    {
        if (limit.Find(results) is not { } figure || results.Best(role, figure) is not { } basis) return;
        table.AddRow([limit.Title, Numbers.Short(limit.Of(role)), basis.Name, .. sockeyes.Select(Ratio)]);

        string Ratio(ProxySystem system) => results.Ratio(system, basis, figure) is not { } ratio ? "-"
            : $"{Numbers.Of(ratio)} {(ratio.Median <= limit.Of(role) ? "met" : "NOT MET")}";
    }
}
