using Sockeye.Control.Importing.Haproxy.Binds;
using Sockeye.Control.Importing.Haproxy.Lines;

namespace Sockeye.Control.Importing.Haproxy.Proxies;

/// <summary>Who reads which line of a proxy.</summary>
internal static class ProxyLines
{
    /// <summary>The reader of a keyword's lines; null where they change nothing in the model.</summary>
    public static Action<HaproxyLine, ProxySection>? Find(string keyword) => keyword switch
    {
        "mode" => ReadMode,
        "bind" => ReadBind,
        "maxconn" => ReadMaximumConnections,
        "enabled" or "disabled" => ReadDisabled,
        "timeout" => TimeoutLine.Read,
        "default_backend" => BackendLine.ReadDefault,
        "use_backend" => BackendLine.ReadUse,
        "acl" => ConditionLine.Read,
        "tcp-request" => TcpRequestLine.Read,
        "http-request" or "redirect" => HttpRequestLine.Read,
        "server" => ServerLine.Read,
        "default-server" => ServerLine.ReadDefault,
        "server-template" => ServerLine.RefuseTemplate,
        "dispatch" => ServerLine.ReadDispatch,
        "clitimeout" or "contimeout" or "srvtimeout" => RefuseOldTimeout,
        "block" or "reqdeny" or "reqtarpit" => RefuseRule,
        _ => null,
    };

    private static void ReadMode(HaproxyLine line, ProxySection section)
    {
        if (!line.Expand(section.Tell))
        {
            return;
        }

        var mode = line.At(1);
        section.Settings = section.Settings with { IsTcp = mode == "tcp" };
        if (mode is null)
        {
            section.Tell.Refuse(line.Place(1), "a mode is needed, as in mode tcp");
        }
        else if (mode == "tcp")
        {
            section.Tell.Taken(line.Place(1), "bytes are carried as they come");
        }
        else
        {
            section.Tell.Unconcerned(line.Place(1), "only mode tcp concerns anything here");
        }
    }

    private static void ReadBind(HaproxyLine line, ProxySection section)
    {
        if (section.Kind is ProxyKind.Backend or ProxyKind.Defaults)
        {
            section.Tell.Refuse(line.Place(), "a bind line stands in a frontend or a listen only");
        }
        else if (BindLineReader.Read(line, section.Global, section.Tell) is { } bind)
        {
            section.Binds.Add(bind);
        }
        else if (line.Words.Any(word => word.Raw == "ssl"))
        {
            section.HasUnreadableTls = true;
        }
    }

    private static void ReadMaximumConnections(HaproxyLine line, ProxySection section)
    {
        if (section.Kind == ProxyKind.Backend)
        {
            section.Tell.Unconcerned(line.Place(), "HAProxy takes it on the clients' side only");
        }
        else if (line.Expand(section.Tell))
        {
            section.Settings = section.Settings with { MaximumConnections = HaproxyNumber.ReadMaximumConnections(line, 1, section.Tell) };
        }
    }

    private static void ReadDisabled(HaproxyLine line, ProxySection section)
    {
        section.Settings = section.Settings with { Disabled = line.Keyword == "disabled" ? line.Place() : null };
        section.Tell.Taken(line.Place(), line.Keyword == "disabled" ? "the section is left out" : "the section counts");
    }

    private static void RefuseOldTimeout(HaproxyLine line, ProxySection section) =>
        section.Tell.Refuse(line.Place(), "HAProxy has this word no more since version 2.1: write timeout client, timeout connect or timeout server");

    private static void RefuseRule(HaproxyLine line, ProxySection section) =>
        section.Tell.Refuse(line.Place(), "a rule that keeps clients out can't be taken over, and HAProxy has it no more since version 2.1: remove it in a copy");
}
