using System.Text.Json.Nodes;
using Sockeye.Control.Configuration.Reading;

namespace Sockeye.Tests.Configuration;

/// <summary>The published schema and the reader know the same keys.</summary>
public sealed class SchemaTests
{
    private static readonly JsonObject Schema =
        JsonNode.Parse(File.ReadAllText(Path.Combine(RepositoryFiles.Root, "schema", "sockeye.schema.json")))!.AsObject();

    [Fact]
    public void Schema_KnowsTheKeysOfTheReader() => Keys(Schema, "").ShouldBe(Keys(ConfigurationShapes.Root, ""), ignoreOrder: true);

    [Fact]
    public void Schema_AllowsNoOtherKeys() =>
        Objects(Schema).ShouldAllBe(o => o["additionalProperties"]!.GetValue<bool>() == false);

    [Fact]
    public void Schema_ResolvesEveryReference()
    {
        var references = Descendants(Schema).Select(o => o["$ref"]).OfType<JsonValue>().Select(r => r.GetValue<string>()).Distinct().ToList();

        references.ShouldNotBeEmpty();
        references.ShouldBeSubsetOf(Schema["$defs"]!.AsObject().Select(d => "#/$defs/" + d.Key));
    }

    private static IEnumerable<string> Keys(ConfigurationShape shape, string path) =>
        shape.Keys.SelectMany(k => (k.Inner is null ? [] : Keys(k.Inner, $"{path}/{k.Key}")).Prepend($"{path}/{k.Key}"));

    private static IEnumerable<string> Keys(JsonObject schema, string path)
    {
        foreach (var (key, value) in Resolve(schema)?["properties"]?.AsObject() ?? [])
        {
            yield return $"{path}/{key}";
            foreach (var below in Keys(value!.AsObject(), $"{path}/{key}"))
            {
                yield return below;
            }
        }
    }

    // The object that a value, an item of a list or one of several forms is.
    private static JsonObject? Resolve(JsonObject schema)
    {
        if (schema["properties"] is not null)
        {
            return schema;
        }

        if (schema["$ref"]?.GetValue<string>() is { } reference)
        {
            return Resolve(Schema["$defs"]![reference["#/$defs/".Length..]]!.AsObject());
        }

        return schema["items"] is JsonObject items ? Resolve(items)
            : schema["anyOf"] is JsonArray forms ? forms.Select(f => Resolve(f!.AsObject())).FirstOrDefault(f => f is not null)
            : null;
    }

    private static IEnumerable<JsonObject> Objects(JsonObject root) => Descendants(root).Where(o => o["type"] is JsonValue type && type.ToString() == "object");

    private static IEnumerable<JsonObject> Descendants(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => Descendants(p.Value)).Prepend(o),
        JsonArray a => a.SelectMany(Descendants),
        _ => [],
    };
}
