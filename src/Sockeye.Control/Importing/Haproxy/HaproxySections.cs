using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.Haproxy.Global;
using Sockeye.Control.Importing.Haproxy.Lines;
using Sockeye.Control.Importing.Haproxy.Proxies;

namespace Sockeye.Control.Importing.Haproxy;

/// <summary>Opens the sections of a file and collects what they say (HAProxy's configuration manual, sections 3 and 4).</summary>
internal sealed class HaproxySections
{
    private readonly string _file;
    private readonly ImportNotes _notes;
    private readonly GlobalSection _global;
    private readonly HaproxyProxies _proxies;
    private IHaproxySection? _open;
    private bool _isOpened;

    public HaproxySections(string file, HaproxyEnvironment environment, ImportNotes notes)
    {
        (_file, _notes) = (file, notes);
        _global = new GlobalSection(file, environment, notes);
        _proxies = new HaproxyProxies(_global.Settings, notes);
    }

    /// <summary>The open section for places: <c>frontend socks</c>; empty in front of the first.</summary>
    public string Path { get; private set; } = "";

    /// <summary>The open section's name, its kind where it has none.</summary>
    public string Name { get; private set; } = "";

    public void Read(HaproxyLine line)
    {
        var keyword = line.Keyword;
        if (keyword.StartsWith('.'))
        {
            _notes.Refuse(line.Place(), $"{line.Words[0].Shown} is for HAProxy's preprocessor, which is not here: "
                + "resolve the conditions in a copy of the file and leave these lines out");
        }
        else if (keyword == "global")
        {
            Open(keyword, "", _global);
        }
        else if (HaproxyProxies.KindOf(keyword) is { } kind)
        {
            var name = SectionName(line.AsOpening(), isNeeded: kind != ProxyKind.Defaults);
            Open(keyword, name ?? "", name is null ? null : _proxies.Open(kind, name, line.AsOpening(), PathOf(keyword, name)));
        }
        else if (ForeignSection.Kinds.Contains(keyword))
        {
            Open(keyword, "", new ForeignSection());
            _notes.Unconcerned(line.AsOpening().Place(), $"a section {keyword} concerns nothing here; left out");
        }
        else if (_open is not null && (line.Words[0].Column > 1 || _open.Knows(keyword)))
        {
            _open.Read(line);
        }
        else if (_open is not null || !_isOpened || line.Words[0] is { Column: 1, IsKeyword: true })
        {
            _notes.Refuse(line.AsOpening().Place(), !_isOpened ? "this line stands in no section; HAProxy's are global, defaults, frontend, listen and backend"
                : $"{line.Words[0].Shown} is neither a section nor a keyword of the one above; what stands below it is not read");
            (_open, _isOpened) = (null, true);
        }
    }

    /// <summary>What was read; null, after a refusal, where the file has no section.</summary>
    public HaproxyConfiguration? Finish()
    {
        if (!_isOpened)
        {
            _notes.Refuse(new SourcePlace(_file, 0, 0, ""), "no section stands in the file; HAProxy's are global, defaults, frontend, listen and backend");
            return null;
        }

        var (frontends, backends) = _proxies.Finish();
        return new HaproxyConfiguration(new HaproxyGlobal { MaximumConnections = _global.Settings.MaximumConnections }, frontends, backends);
    }

    private static string PathOf(string kind, string name) => name.Length > 0 ? $"{kind} {name}" : kind;

    // A name decides to what references lead, so it must be whole.
    private string? SectionName(HaproxyLine line, bool isNeeded)
    {
        if (!line.Expand(_notes))
        {
            return null;
        }

        var name = line.At(1);
        if (!isNeeded && name is null or "from")
        {
            return "";
        }

        if (name is { Length: > 0 and <= 255 } && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':'))
        {
            return name;
        }

        _notes.Refuse(line.Place(1), $"a section {line.Keyword} needs a name of letters, digits, '-', '_', '.' and ':'");
        return null;
    }

    private void Open(string kind, string name, IHaproxySection? section)
    {
        (_isOpened, _open) = (true, section);
        (Path, Name) = (PathOf(kind, name), name.Length > 0 ? name : kind);
    }
}
