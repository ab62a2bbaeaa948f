using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.Translation;

namespace Sockeye.Control.Importing.Storing;

/// <summary>
/// What an import wrote into a configuration file, noted in that file's first line: the next import replaces that and
/// nothing else, and sees whether somebody has changed it meanwhile.
/// </summary>
/// <param name="Files">Which files were named: haproxy, xray, users, external-proxies.</param>
/// <param name="Keys">The keys of the root that it wrote.</param>
/// <param name="Outbounds">The tags of the outbounds that it wrote: others under that key are the operator's own.</param>
/// <param name="Sha256">Of all that, as it was written.</param>
public sealed record ImportMark(IReadOnlyList<string> Files, IReadOnlyList<string> Keys, IReadOnlyList<string> Outbounds, string Sha256)
{
    private const string Prefix = "// imported: ";

    /// <summary>The mark for a configuration that is about to be written.</summary>
    internal static ImportMark For(ImportFiles files, IReadOnlyList<ConfigurationMember> translated)
    {
        string[] named =
        [
            .. files.Haproxy is null ? Array.Empty<string>() : ["haproxy"],
            .. files.Xray is null ? Array.Empty<string>() : ["xray"],
            .. files.Users is null ? Array.Empty<string>() : ["users"],
            .. files.ExternalProxies is null ? Array.Empty<string>() : ["external-proxies"],
        ];
        var mark = new ImportMark(
            named,
            [.. translated.Select(member => member.Name)],
            [.. translated.Where(member => member.Name == "outbounds").SelectMany(member => member.Value.Items).Select(TagOf).OfType<string>()],
            "");
        return mark with { Sha256 = HashOf(translated) };
    }

    /// <summary>The mark in a file's first line, or null where no import wrote it.</summary>
    internal static ImportMark? Find(ReadOnlySpan<byte> utf8)
    {
        var end = utf8.IndexOf((byte)'\n');
        var line = Encoding.UTF8.GetString(end < 0 ? utf8 : utf8[..end]);
        try
        {
            var mark = line.StartsWith(Prefix, StringComparison.Ordinal) ? JsonSerializer.Deserialize(line[Prefix.Length..], ImportMarkJson.Default.ImportMark) : null;
            return mark is { Files: not null, Keys: not null, Outbounds: not null, Sha256: not null } ? mark : null;
        }
        catch (JsonException)
        {
            return null; // somebody wrote into it: what follows is his then
        }
    }

    /// <summary>Whether an import wrote the file.</summary>
    public static bool IsOn(ReadOnlySpan<byte> utf8) => Find(utf8) is not null;

    /// <summary>The file's first lines.</summary>
    internal string Write() =>
        $"{Prefix}{JsonSerializer.Serialize(this, ImportMarkJson.Default.ImportMark)}\n// The next \"sockeye import\" replaces what the line above names; everything else in this file stays.\n";

    /// <summary>What of the root is the import's, and what is the operator's own.</summary>
    internal (List<ConfigurationMember> Imported, List<ConfigurationMember> Own) Part(ConfigurationNode root)
    {
        var imported = new List<ConfigurationMember>();
        var own = new List<ConfigurationMember>();
        foreach (var member in root.Members)
        {
            if (!Keys.Contains(member.Name))
            {
                own.Add(member);
            }
            else if (member.Name == "outbounds")
            {
                AddPart(imported, member, item => Outbounds.Contains(TagOf(item)));
                AddPart(own, member, item => !Outbounds.Contains(TagOf(item)));
            }
            else
            {
                imported.Add(member);
            }
        }

        return (imported, own);
    }

    /// <summary>Whether what it wrote stands there unchanged.</summary>
    internal bool Fits(IReadOnlyList<ConfigurationMember> imported) => HashOf(imported) == Sha256;

    private static void AddPart(List<ConfigurationMember> part, ConfigurationMember member, Func<ConfigurationNode, bool> belongs)
    {
        var list = new ConfigurationNode(member.Value.Kind, member.Value.Place);
        list.Items.AddRange(member.Value.Items.Where(belongs));
        if (list.Items.Count > 0)
        {
            part.Add(member with { Value = list });
        }
    }

    private static string? TagOf(ConfigurationNode outbound) => outbound.Members.Find(member => member.Name == "tag")?.Value.Text;

    private static string HashOf(IEnumerable<ConfigurationMember> members)
    {
        var root = new ConfigurationNode(ConfigurationNodeKind.Object, default);
        root.Members.AddRange(members.OrderBy(member => member.Name, StringComparer.Ordinal));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ConfigurationText.Write(root))));
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ImportMark))]
internal sealed partial class ImportMarkJson : JsonSerializerContext;
