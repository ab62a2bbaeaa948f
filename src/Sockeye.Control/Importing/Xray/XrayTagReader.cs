using Sockeye.Control.Configuration.Reading;

namespace Sockeye.Control.Importing.Xray;

/// <summary>
/// Finds the tags by which rules name connections of Xray's own: those of its interface, its resolver, its metrics, its reverse
/// bridges and portals, and of outbounds that loop back. Nothing is told and nothing refused.
/// </summary>
internal static class XrayTagReader
{
    public static void ReadVirtual(ConfigurationNode root, XrayTags tags)
    {
        string[] tagged = ["api", "dns", "metrics"];
        foreach (var node in tagged.SelectMany(key => Members(root, key)))
        {
            Add(node, "tag", tags);
        }

        string[] lists = ["bridges", "portals"];
        foreach (var node in Members(root, "reverse").SelectMany(reverse => lists.SelectMany(key => Members(reverse, key))).SelectMany(list => list.Items))
        {
            Add(node, "tag", tags);
        }

        foreach (var settings in Members(root, "outbounds").SelectMany(list => list.Items).SelectMany(outbound => Members(outbound, "settings")))
        {
            Add(settings, "inboundTag", tags);
        }
    }

    private static void Add(ConfigurationNode node, string key, XrayTags tags)
    {
        foreach (var tag in Members(node, key).Where(tag => tag is { Kind: ConfigurationNodeKind.String, Text.Length: > 0 }))
        {
            tags.ForeignInbounds.Add(tag.Text);
        }
    }

    private static IEnumerable<ConfigurationNode> Members(ConfigurationNode node, string key) =>
        node.Members.Where(member => member.Name.Equals(key, StringComparison.OrdinalIgnoreCase)).Select(member => member.Value);
}
