using Sockeye.Control.Importing.Haproxy.Lines;

namespace Sockeye.Control.Importing.Haproxy.Proxies;

/// <summary>Reads <c>server</c> lines and their relatives (HAProxy's configuration manual, sections 4.2 and 5.2).</summary>
internal static class ServerLine
{
    public static void Read(HaproxyLine line, ProxySection section)
    {
        var notes = section.TellBack;
        if (!IsAllowed(line, section) || !line.Expand(notes))
        {
            return;
        }

        if (line.At(1) is not { Length: > 0 } name || line.At(2) is not { } text)
        {
            notes.Refuse(line.Place(1), "a name and an address are needed, as in server xray 127.0.0.1:10800");
        }
        else if (ReadAddress(line, 2, text, notes) is var (host, port))
        {
            var words = new ServerWords(section.Settings.Servers);
            words.Read(line, 3, notes);
            if (words.IsDisabled)
            {
                notes.Unconcerned(line.Place(1), "the server is disabled; left out");
                return;
            }

            notes.Taken(line.Place(2), "taken over");
            section.Servers.Add(new HaproxyServer(name, host, port, words.IsTls, line.Place()) { IsBackup = words.IsBackup });
        }
    }

    public static void ReadDefault(HaproxyLine line, ProxySection section)
    {
        if (line.Expand(section.TellBack))
        {
            var words = new ServerWords(section.Settings.Servers);
            words.Read(line, 1, section.TellBack);
            section.Settings = section.Settings with { Servers = (words.IsTls, words.IsDisabled) };
        }
    }

    public static void ReadDispatch(HaproxyLine line, ProxySection section)
    {
        var notes = section.TellBack;
        if (IsAllowed(line, section) && line.Expand(notes) && ReadAddress(line, 1, line.At(1) ?? "", notes) is var (host, port))
        {
            notes.Taken(line.Place(1), "taken over as a server");
            section.Servers.Add(new HaproxyServer("dispatch", host, port, IsTls: false, line.Place()));
        }
    }

    public static void RefuseTemplate(HaproxyLine line, ProxySection section) =>
        section.TellBack.Refuse(line.Place(), "a template of servers can't be taken over: write the one that is meant, as in server xray 127.0.0.1:10800");

    /// <summary>Warns where connections were spread.</summary>
    public static IEnumerable<ImportNote> TellSeveral(IReadOnlyList<HaproxyServer> servers) => servers.Skip(1).Select(server =>
        new ImportNote(ImportOutcome.Warning, server.Place, server.IsBackup ? "a backup server takes connections only while the others are down; that is not taken over"
            : "HAProxy spreads connections over several servers; that is not taken over"));

    private static bool IsAllowed(HaproxyLine line, ProxySection section)
    {
        if (section.Kind is ProxyKind.Backend or ProxyKind.Listen)
        {
            return true;
        }

        section.TellBack.Refuse(line.Place(), "a server stands in a backend or a listen only");
        return false;
    }

    private static (string Host, ushort Port)? ReadAddress(HaproxyLine line, int index, string text, ImportNotes notes)
    {
        if (HaproxyAddress.Read(text, out var whyNot) is not { } address)
        {
            notes.Refuse(line.Place(index), whyNot);
            return null;
        }

        if (address.IsEverywhere || address.Host.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) || (address.Host.Contains(':', StringComparison.Ordinal) && address.Address is null))
        {
            notes.Refuse(line.Place(index), "a name or an address is needed, as in 127.0.0.1:10800 or [::1]:10800");
            return null;
        }

        ushort port = 0;
        if (address.Ports is not (null or "") && !HaproxyAddress.TryReadPort(address.Ports, out port))
        {
            notes.Refuse(line.Place(index), "a port from 1 to 65535 is needed, as in 127.0.0.1:10800; one that follows the client's can't be taken over");
            return null;
        }

        return (address.Host, port);
    }
}
