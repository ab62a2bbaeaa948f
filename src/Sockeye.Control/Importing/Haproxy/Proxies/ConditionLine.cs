using Sockeye.Control.Importing.Haproxy.Lines;

namespace Sockeye.Control.Importing.Haproxy.Proxies;

/// <summary>Reads an <c>acl</c> line: a named condition, which is nothing by itself. Lines of one name add to each other.</summary>
internal static class ConditionLine
{
    public static void Read(HaproxyLine line, ProxySection section)
    {
        section.Tell.Unconcerned(line.Place(), "a condition is nothing by itself; the rules that name it are told of");
        if (line.At(1) is not { } name)
        {
            return;
        }

        var isPlain = line.At(2) == "src" && line.Words.All(word => word.UnsetVariable is null);
        var sources = isPlain ? HaproxyCondition.ReadSources([.. line.Words.Skip(3).Select(word => word.Text)]) : null;
        var conditions = section.Settings.Conditions;
        section.Settings = section.Settings with
        {
            Conditions = conditions.SetItem(name, !conditions.TryGetValue(name, out var others) ? sources
                : sources is null ? null : others?.AddRange(sources)),
        };
    }
}
