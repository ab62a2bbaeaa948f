using System.Text.Json;
using System.Text.Json.Nodes;
using Sockeye.Benchmarks.Systems;

namespace Sockeye.Benchmarks.Report;

/// <summary>Everything of a run for programs: each round's values, their spread, and the ratios that limits are set for.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Write(string file, Results results, IReadOnlyList<string> machine, double seconds)
    {
        JsonObject root = new()
        {
            ["machine"] = new JsonArray([.. machine.Select(l => (JsonNode)l)]),
            ["rounds"] = results.Rounds,
            ["secondsEach"] = seconds,
            ["systems"] = new JsonArray([.. results.Systems.Select(s =>
                new JsonObject { ["name"] = s.Name, ["role"] = s.Role.ToString(), ["title"] = s.Title })]),
            ["figures"] = new JsonArray([.. Figures(results)]),
            ["ratios"] = new JsonArray([.. Verdict.All(results).Select(Ratio), .. Comparison.All(results).Select(Ratio)]),
            ["faults"] = new JsonArray([.. results.Faults.Select(f => (JsonNode)f)]),
        };
        File.WriteAllText(file, root.ToJsonString(Indented) + "\n");
    }

    private static IEnumerable<JsonNode> Figures(Results results) =>
        from work in results.Works
        from figure in work.Figures
        from system in results.Systems
        let spread = results.Of(system, figure)
        where spread is not null
        select new JsonObject
        {
            ["figure"] = figure.Id,
            ["unit"] = figure.Unit,
            ["system"] = system.Name,
            ["median"] = spread.Value.Median,
            ["lowest"] = spread.Value.Lowest,
            ["highest"] = spread.Value.Highest,
            ["rounds"] = new JsonArray([.. results.Rows(system, figure).Select(Number)]),
        };

    private static JsonObject Ratio(Verdict verdict) => new()
    {
        ["figure"] = verdict.Figure.Id,
        ["system"] = verdict.System.Name,
        ["against"] = verdict.Basis.Name,
        ["role"] = verdict.Basis.Role.ToString(),
        ["median"] = verdict.Ratio.Median,
        ["lowest"] = verdict.Ratio.Lowest,
        ["highest"] = verdict.Ratio.Highest,
        ["limit"] = verdict.Limit,
        ["met"] = verdict.IsMet,
    };

    private static JsonObject Ratio(Comparison comparison) => new()
    {
        ["figure"] = comparison.Figure.Id,
        ["system"] = comparison.System.Name,
        ["against"] = comparison.Basis.Name,
        ["role"] = comparison.Basis.Role.ToString(),
        ["median"] = comparison.Ratio.Median,
        ["lowest"] = comparison.Ratio.Lowest,
        ["highest"] = comparison.Ratio.Highest,
    };

    // JSON has no word for "not a number".
    private static JsonNode? Number(double value) => double.IsFinite(value) ? value : null;
}
