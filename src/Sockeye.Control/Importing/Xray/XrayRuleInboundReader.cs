using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.Reading;

namespace Sockeye.Control.Importing.Xray;

/// <summary>Reads <c>inboundTag</c> of a rule: whether the rule concerns an inbound of ours at all.</summary>
internal static class XrayRuleInboundReader
{
    /// <summary>
    /// The inbounds of ours that it names, none for every inbound; false where the rule never holds for one of ours, after a note.
    /// Without its inbounds the rule would hold for all of them.
    /// </summary>
    public static bool TryRead(SourceObject rule, XrayFile file, XrayTags tags, out IReadOnlyList<XrayText> inbounds)
    {
        var named = Texts(rule, "inboundTag");
        inbounds = [.. named.Where(tag => tags.Inbounds.Contains(tag.Text))];
        XrayText[] unknown = [.. named.Where(tag => !tags.Inbounds.Contains(tag.Text) && !tags.ForeignInbounds.Contains(tag.Text))];
        foreach (var tag in unknown)
        {
            file.Notes.Warn(tag.Place, $"no inbound of this file is called {ConfigurationPath.Quote(tag.Text)}; the rule never holds for it");
        }

        if (named.Count == 0 || rule.IsRefused)
        {
            return true;
        }

        if (inbounds.Count == 0)
        {
            file.Notes.Unconcerned(rule.Place, unknown.Length > 0
                ? "none of its inbounds is here; the rule is left out"
                : "its inbounds are none of Sockeye's; the rule is left out");
            return false;
        }

        if (inbounds.Count < named.Count)
        {
            rule.Translated("inboundTag", $"only {string.Join(", ", inbounds.Take(16).Select(tag => ConfigurationPath.Quote(tag.Text)))} of these are Sockeye's");
        }

        return true;
    }

    /// <summary>The texts of a list, or of one text with commas between them; empty where absent.</summary>
    public static IReadOnlyList<XrayText> Texts(SourceObject rule, string key)
    {
        var texts = rule.Strings(key) ?? [];
        return rule.Node(key) is { Kind: ConfigurationNodeKind.String }
            ? [.. texts.SelectMany(text => text.Text.Split(',', StringSplitOptions.TrimEntries).Select(part => new XrayText(part, text.Place)))]
            : [.. texts.Select(text => new XrayText(text.Text, text.Place))];
    }
}
