using Sockeye.Control.Importing.Haproxy.Lines;
using Sockeye.Core.Net;

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
        var conditions = new Dictionary<string, IReadOnlyList<CidrRange>?>(section.Settings.Conditions, StringComparer.Ordinal);
        conditions[name] = !conditions.TryGetValue(name, out var others) ? sources
            : sources is null || others is null ? null : [.. others, .. sources];
        section.Settings = section.Settings with { Conditions = conditions };
    }
}
