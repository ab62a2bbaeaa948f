using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sockeye.Tests.Importing.Reading;

/// <summary>Damages a JSON file in every place.</summary>
internal static class JsonDamage
{
    private static readonly string[] OtherValues = ["null", "true", "7", "-1.5e3", "\"\"", "\"x y\"", "[]", "{}", "[{}]", "{\"a\":1}"];

    /// <summary>The text with one value after another, the root included, changed to values of every other type; with the path of the value.</summary>
    public static IEnumerable<(string Path, string Value, string Text)> OtherTypes(string text)
    {
        foreach (var path in Paths(JsonNode.Parse(text)!, []))
        {
            foreach (var value in OtherValues)
            {
                yield return (Name(path), value, Replace(text, path, value));
            }
        }
    }

    private static string Replace(string text, object[] path, string value)
    {
        if (path.Length == 0)
        {
            return value;
        }

        var root = JsonNode.Parse(text)!;
        var parent = path[..^1].Aggregate(root, (node, step) => (step is int i ? node[i] : node[(string)step])!);
        if (path[^1] is int index)
        {
            parent[index] = JsonNode.Parse(value);
        }
        else
        {
            parent[(string)path[^1]] = JsonNode.Parse(value);
        }

        return root.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }

    private static IEnumerable<object[]> Paths(JsonNode? node, object[] path) => new[] { path }.Concat(node switch
    {
        JsonObject members => members.SelectMany(member => Paths(member.Value, [.. path, member.Key])),
        JsonArray items => items.SelectMany((item, i) => Paths(item, [.. path, i])),
        _ => [],
    });

    private static string Name(object[] path) =>
        string.Concat(path.Select(step => step is int i ? $"[{i}]" : "." + step)).TrimStart('.');
}
