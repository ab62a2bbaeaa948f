using Sockeye.Control.Importing.Haproxy.Lines;

namespace Sockeye.Control.Importing.Haproxy.Proxies;

/// <summary>Reads <c>default_backend</c> and <c>use_backend</c>.</summary>
internal static class BackendLine
{
    public static void ReadDefault(HaproxyLine line, ProxySection section)
    {
        if (Name(line, section) is { } name)
        {
            section.Settings = section.Settings with { DefaultBackend = name };
            section.Tell.Taken(name.Place, "taken over");
            line.RefuseFrom(2, section.Tell);
        }
    }

    public static void ReadUse(HaproxyLine line, ProxySection section)
    {
        if (Name(line, section) is not { } name)
        {
            return;
        }

        var condition = HaproxyCondition.Read(line, 2, section.Settings.Conditions);
        if (section.UsedBackend is not null || condition.IsNever)
        {
            section.Tell.Unconcerned(name.Place, "never reached; left out");
        }
        else if (condition.IsAlways)
        {
            section.UsedBackend = name;
            section.Tell.Taken(name.Place, "taken over: no condition decides");
        }
        else
        {
            section.ConditionalBackends.Add(name);
            section.Tell.Refuse(name.Place, "a condition chooses this backend, which can't be taken over: give each kind of client a frontend "
                + "and a port of its own, or remove the line in a copy");
        }
    }

    private static HaproxyValue<string>? Name(HaproxyLine line, ProxySection section)
    {
        if (section.Kind == ProxyKind.Backend)
        {
            section.Tell.Unconcerned(line.Place(), "HAProxy takes it on the clients' side only");
            return null;
        }

        if (!line.Expand(section.Tell))
        {
            return null;
        }

        if (line.At(1) is not { Length: > 0 } name)
        {
            section.Tell.Refuse(line.Place(1), $"the name of a backend is needed, as in {line.Keyword} socks");
            return null;
        }

        if (name.Contains('%', StringComparison.Ordinal))
        {
            section.Tell.Refuse(line.Place(1), "the backend is chosen by each connection, which can't be taken over: write the name of one");
            return null;
        }

        return new HaproxyValue<string>(name, line.Place(1));
    }
}
