using Sockeye.Benchmarks.Growth;
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
        WriteAdded(results);
        WriteGenerator(results);
        foreach (var verdicts in Verdict.All(results).GroupBy(v => v.Basis.Role)) WriteVerdicts(results, verdicts);
        WriteComparisons(results);
        foreach (var fault in results.Faults) console.WriteLine($"failed: {fault}");
    }

    private void WriteWork(Results results, Work work)
    {
        var table = Begin($"{work.Name}: {work.Title}", "system", [.. work.Figures.Select(f => $"{f.Title}, {f.Unit}")]);
        foreach (var system in results.Systems) table.AddRow([system.Name, .. work.Figures.Select(f => Numbers.Of(results.Of(system, f)))]);
        console.Write(table);
        if (work is GrowthWork growth) WriteGrowth(results, growth);
    }

    private void WriteGrowth(Results results, GrowthWork work)
    {
        foreach (var series in work.Series)
        {
            var table = Begin($"{work.Name}: {series[0].Title} is 1, the others by it", "system", [.. series.Skip(1).Select(f => f.Title)]);
            foreach (var system in results.Systems)
            {
                table.AddRow([system.Name, .. series.Skip(1).Select(
                    f => Numbers.Of(Spread.OfRatios(results.Rows(system, f), results.Rows(system, series[0]))))]);
            }

            console.Write(table);
        }
    }

    /// <summary>What each system adds to the latency of the run without a proxy.</summary>
    private void WriteAdded(Results results)
    {
        var none = results.Systems.FirstOrDefault(s => s.Role == SystemRole.Direct);
        foreach (var work in results.Works.Where(w => w.Name.StartsWith(WorkCatalog.LatencyPrefix, StringComparison.Ordinal)))
        {
            if (none is null) return;
            var table = Begin($"{work.Name}: added to no proxy", "system", [.. work.Figures.Select(f => $"{f.Title}, {f.Unit}")]);
            foreach (var system in results.Systems.Where(s => s != none))
            {
                table.AddRow([system.Name, .. work.Figures.Select(f => Numbers.Of(
                    Spread.Of(results.Rows(system, f).Zip(results.Rows(none, f), (with, without) => with - without))))]);
            }

            console.Write(table);
        }
    }

    /// <summary>The generator's CPU by that of the system, for the same work.</summary>
    private void WriteGenerator(Results results)
    {
        var pairs = results.Works
            .Select(w => (Work: w, Cpu: Find(w, Readings.Cpu), Own: Find(w, Readings.Generator)))
            .Where(p => p.Cpu is not null && p.Own is not null)
            .ToArray();
        if (pairs.Length == 0) return;
        var table = Begin("The load generator's own CPU by the proxy's (1 or more: it costs as much as what it measures)", "system", [.. pairs.Select(p => p.Work.Name)]);
        foreach (var system in results.Systems.Where(s => s.Role != SystemRole.Direct))
        {
            table.AddRow([system.Name, .. pairs.Select(p => Share(Spread.OfRatios(results.Rows(system, p.Own!), results.Rows(system, p.Cpu!))))]);
        }

        console.Write(table);

        static Figure? Find(Work work, string which) => work.Figures.FirstOrDefault(f => f.Id == $"{work.Name}.{which}");

        static string Share(Spread? spread) => spread is { } s ? $"{Numbers.Short(s.Median)}{(s.Median < 1 ? "" : " MORE")}" : "-";
    }

    private void WriteVerdicts(Results results, IGrouping<SystemRole, Verdict> verdicts)
    {
        var systems = results.Systems.Where(s => s.Role == SystemRole.Sockeye).ToArray();
        var title = verdicts.Key == SystemRole.Pair ? "HAProxy then v2ray" : "HAProxy alone";
        var table = Begin(
            $"Ratios to {title} (the better of its variants), median of {results.Rounds} rounds, lowest to highest",
            "figure", ["limit", "against", .. systems.Select(s => s.Name)]);
        foreach (var row in verdicts.GroupBy(v => v.Of))
        {
            table.AddRow([row.Key.Title, Numbers.Short(row.First().Limit), row.First().Basis.Name, .. systems.Select(s =>
                row.FirstOrDefault(v => v.System == s) is { } v ? $"{Numbers.Of(v.Ratio)} {(v.IsMet ? "met" : "NOT MET")}" : "-")]);
        }

        console.Write(table);
    }

    private void WriteComparisons(Results results)
    {
        var all = Comparison.All(results).ToArray();
        if (all.Length == 0) return;
        Figure[] figures = [.. Comparison.Figures(results)];
        var table = Begin(
            $"Ratios to {all[0].Basis.Name}, median of {results.Rounds} rounds, lowest to highest", "system", [.. figures.Select(f => $"{f.Id}")]);
        foreach (var row in all.GroupBy(c => c.System))
        {
            table.AddRow([row.Key.Name, .. figures.Select(f => Numbers.Of(row.FirstOrDefault(c => c.Figure == f)?.Ratio))]);
        }

        console.Write(table);
    }

    private Table Begin(string title, string first, IReadOnlyList<string> columns)
    {
        console.WriteLine();
        console.WriteLine(title);
        var table = new Table().Border(TableBorder.Markdown).AddColumn(new TableColumn(first).NoWrap());
        foreach (var column in columns) table.AddColumn(new TableColumn(column).RightAligned().NoWrap());
        return table;
    }
}
