using System.Globalization;
using Sockeye.Control.Configuration;
using Sockeye.Control.Configuration.Reading;

namespace Sockeye.Control.Importing.Translation;

/// <summary>Builds the configuration that the files come to, each value with the place in the old files that it comes from.</summary>
internal static class NodeBuilder
{
    /// <summary>An object; members without a value are left out.</summary>
    public static ConfigurationNode Object(SourcePlace place, params ReadOnlySpan<(string Key, ConfigurationNode? Value)> members)
    {
        var node = new ConfigurationNode(ConfigurationNodeKind.Object, At(place));
        foreach (var (key, value) in members)
        {
            if (value is not null)
            {
                node.Members.Add(new ConfigurationMember(key, value.Place, value));
            }
        }

        return node;
    }

    /// <summary>A list; null where it is empty, so that the key is left out.</summary>
    public static ConfigurationNode? List(SourcePlace place, IEnumerable<ConfigurationNode> items)
    {
        var node = new ConfigurationNode(ConfigurationNodeKind.Array, At(place));
        node.Items.AddRange(items);
        return node.Items.Count > 0 ? node : null;
    }

    public static ConfigurationNode? Texts(SourcePlace place, IEnumerable<string> texts) => List(place, texts.Select(text => Text(place, text)));

    public static ConfigurationNode Text(SourcePlace place, string text) => new(ConfigurationNodeKind.String, At(place)) { Text = text };

    public static ConfigurationNode Number(SourcePlace place, int value) =>
        new(ConfigurationNodeKind.Number, At(place)) { Text = value.ToString(CultureInfo.InvariantCulture) };

    public static ConfigurationNode Flag(SourcePlace place, bool value) => new(ConfigurationNodeKind.Boolean, At(place)) { Text = value ? "true" : "false" };

    private static ConfigurationPlace At(SourcePlace place) => new(place.Line, place.Column, place.Path) { File = place.File };
}
