using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.Reading;

namespace Sockeye.Control.Importing.Translation;

/// <summary>The configuration file beside the imported ones: it gives what they have no word for.</summary>
internal sealed class ConfigurationBeside
{
    private readonly string? _file;
    private readonly ConfigurationNode? _root;

    private ConfigurationBeside(string? file, ConfigurationNode? root) => (_file, _root) = (file, root);

    /// <summary>The outbounds that it defines, which win over those of the imported files.</summary>
    public IReadOnlyCollection<string> OutboundTags =>
        Member("outbounds")?.Value is { Kind: ConfigurationNodeKind.Array } list
            ? [.. list.Items.SelectMany(item => item.Members).Where(member => member.Name == "tag").Select(member => member.Value.Text)]
            : [];

    /// <summary>Reads the file; nothing where none is named. Its own faults are told when all is bound.</summary>
    public static ConfigurationBeside Read(string? file, ImportNotes notes)
    {
        if (file is null || SourceFile.Read(file, notes) is not { } utf8)
        {
            return new ConfigurationBeside(file, null);
        }

        var root = SourceJson.ReadOurs(utf8, file, notes);
        if (root is { Kind: not ConfigurationNodeKind.Object })
        {
            notes.Refuse(SourceObject.PlaceIn(file, root.Place), "expected an object");
            root = null;
        }

        return new ConfigurationBeside(file, root);
    }

    /// <summary>Both together. What both say is refused, but for outbounds, of which there may be some in both, and limits, where this file wins.</summary>
    public ConfigurationNode With(IReadOnlyList<ConfigurationMember> translated, ImportNotes notes)
    {
        var all = new ConfigurationNode(ConfigurationNodeKind.Object, _root?.Place ?? default);
        foreach (var member in translated)
        {
            if (Member(member.Name) is not { } own)
            {
                all.Members.Add(member);
            }
            else if (member.Name is "inbounds" or "routing")
            {
                notes.Refuse(SourceObject.PlaceIn(_file!, own.NamePlace), $"the imported files say {ConfigurationPath.Quote(member.Name)} already; leave it out here");
            }
            else
            {
                all.Members.Add(member with { Value = Joined(member.Value, own.Value) });
            }
        }

        all.Members.AddRange((_root?.Members ?? []).Where(own => all.Members.TrueForAll(member => member.Name != own.Name)));
        return all;
    }

    private static ConfigurationNode Joined(ConfigurationNode translated, ConfigurationNode own)
    {
        if (translated.Kind != own.Kind)
        {
            return own; // the fault that it is will be told
        }

        var joined = new ConfigurationNode(own.Kind, own.Place);
        joined.Items.AddRange([.. translated.Items, .. own.Items]);
        joined.Members.AddRange(translated.Members.Where(member => own.Members.TrueForAll(other => other.Name != member.Name)));
        joined.Members.AddRange(own.Members);
        return joined;
    }

    private ConfigurationMember? Member(string name) => _root?.Members.Find(member => member.Name == name);
}
