using System.Text.Json.Nodes;

namespace Sockeye.Benchmarks.Growth;

/// <summary>Fills the route table with rules for other users, so that all of them stand before the one that decides.</summary>
internal static class ManyRules
{
    public static void Add(JsonObject configuration, int count) => configuration["routing"] = new JsonObject
    {
        ["rules"] = new JsonArray([.. Enumerable.Range(0, count).Select(i => (JsonNode)new JsonObject
        {
            ["user"] = new JsonArray($"{i}"),
            ["outbound"] = "direct",
        })]),
    };
}
