using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.Reading;
using Sockeye.Control.Importing.Storing;

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

    /// <summary>Whether it has inbounds of its own.</summary>
    public bool HasInbounds => Member("inbounds") is not null;

    /// <summary>Reads the file; nothing where none is named. Its own faults are told when all is bound.</summary>
    public static ConfigurationBeside Read(ImportFiles files, ImportContext context, ImportNotes notes)
    {
        if (context.ConfigurationFile is not { } file || (context.IsForStorage && !File.Exists(file)) || SourceFile.Read(file, notes) is not { } utf8)
        {
            return new ConfigurationBeside(context.ConfigurationFile, null);
        }

        var root = SourceJson.ReadOurs(utf8, file, notes);
        if (root is { Kind: not ConfigurationNodeKind.Object })
        {
            notes.Refuse(SourceObject.PlaceIn(file, root.Place), "expected an object");
            root = null;
        }

        return new ConfigurationBeside(file, root is null || !IsReplaced(files, context) ? root : Own(root, ImportMark.Find(utf8), files, context, notes));
    }

    /// <summary>Whether an import writes inbounds and rules anew. Users and external proxies alone change nothing of the file.</summary>
    private static bool IsReplaced(ImportFiles files, ImportContext context) => context.IsForStorage && (files.Haproxy is not null || files.Xray is not null);

    /// <summary>The file without what an earlier import wrote, which this one replaces.</summary>
    private static ConfigurationNode Own(ConfigurationNode root, ImportMark? mark, ImportFiles files, ImportContext context, ImportNotes notes)
    {
        var whole = new SourcePlace(context.ConfigurationFile!, 0, 0, "");
        if (mark is null)
        {
            return context.Overwrites ? Only(root, root.Members.Where(member => member.Name is not ("inbounds" or "routing"))) : root;
        }

        var (imported, own) = mark.Part(root);
        if (!context.Overwrites && !mark.Fits(imported))
        {
            notes.Refuse(whole, $"what the last import wrote here ({string.Join(", ", mark.Keys)}) was changed since; say --overwrite to put what the files say in its place (a copy of this file is kept), or name another file with --config");
        }

        if (!context.Overwrites && ((mark.Files.Contains("haproxy") && files.Haproxy is null) || (mark.Files.Contains("xray") && files.Xray is null)))
        {
            var missing = files.Haproxy is null ? "haproxy" : "xray";
            notes.Refuse(whole, $"it was imported with --{missing}, and its ports would be lost without: name that file again, or say --overwrite");
        }

        return Only(root, own);
    }

    private static ConfigurationNode Only(ConfigurationNode root, IEnumerable<ConfigurationMember> members)
    {
        var left = new ConfigurationNode(ConfigurationNodeKind.Object, root.Place);
        left.Members.AddRange(members);
        return left;
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
                notes.Refuse(SourceObject.PlaceIn(_file!, own.NamePlace), $"the imported files say {ConfigurationPath.Quote(member.Name)} already: leave it out here, or name another file with --config");
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
