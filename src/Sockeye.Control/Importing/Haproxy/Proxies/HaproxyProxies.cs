using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.Haproxy.Global;
using Sockeye.Control.Importing.Haproxy.Lines;

namespace Sockeye.Control.Importing.Haproxy.Proxies;

/// <summary>
/// The proxies of a file and their inheritance (HAProxy's configuration manual, section 4): a section starts from the
/// <c>defaults</c> that it names with <c>from</c>, otherwise from the last one above it.
/// </summary>
internal sealed class HaproxyProxies(GlobalSettings global, ImportNotes notes)
{
    private readonly List<ProxySection> _sections = [];
    private readonly Dictionary<string, ProxySection> _named = new(StringComparer.Ordinal);
    private readonly Dictionary<(bool IsFront, string Name), ProxySection> _ends = [];
    private ProxySection? _last;
    private ProxySection? _open;

    /// <summary>The kind of proxy that a keyword opens, or null.</summary>
    public static ProxyKind? KindOf(string keyword) => keyword switch
    {
        "defaults" => ProxyKind.Defaults,
        "frontend" => ProxyKind.Frontend,
        "backend" => ProxyKind.Backend,
        "listen" => ProxyKind.Listen,
        _ => null,
    };

    /// <summary>Opens a section.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="name">Its name; empty for <c>defaults</c> without one.</param>
    /// <param name="line">Its first line, whose words behind the name are read here.</param>
    /// <param name="path">The section for places.</param>
    public ProxySection Open(ProxyKind kind, string name, HaproxyLine line, string path)
    {
        Close();
        var next = name.Length == 0 ? 1 : 2;
        var parent = kind == ProxyKind.Defaults ? null : _last;
        if (line.At(next) == "from")
        {
            if (_named.TryGetValue(line.At(next + 1) ?? "", out parent))
            {
                line.RefuseFrom(next + 2, notes);
            }
            else
            {
                notes.Refuse(line.Place(next + 1), "no defaults of this name stands above");
            }
        }
        else if (line.Count > next)
        {
            notes.Refuse(line.Place(next), kind is ProxyKind.Frontend or ProxyKind.Listen
                ? "HAProxy takes no address here since its version 2.0: write a line such as bind *:1080 below"
                : "a word too many; HAProxy refuses the line");
        }

        parent?.MarkInherited();
        var section = new ProxySection(kind, name, new SourcePlace(line.Place().File, line.Place().Line, line.Words[0].Column, path),
            parent?.Settings ?? new ProxySettings(), global, notes);
        if (kind == ProxyKind.Defaults)
        {
            _last = section;
            if (name.Length > 0)
            {
                _named[name] = section;
            }
        }

        TellSecond(section);
        _sections.Add(section);
        _open = section;
        return section;
    }

    /// <summary>Ends the open section, where there is one.</summary>
    public void Close()
    {
        _open?.Close();
        _open = null;
    }

    /// <summary>Everything that was read.</summary>
    public (IReadOnlyList<HaproxyFrontend> Frontends, IReadOnlyList<HaproxyBackend> Backends) Finish()
    {
        Close();
        foreach (var defaults in _sections.Where(section => section is { Kind: ProxyKind.Defaults, IsInherited: false }))
        {
            notes.Unconcerned(defaults.Place, "no section inherits this one");
        }

        return ([.. _sections.Select(section => section.ToFrontend()).OfType<HaproxyFrontend>()],
            [.. _sections.Select(section => section.ToBackend()).OfType<HaproxyBackend>()]);
    }

    // A name may be a frontend's and a backend's; a listen is both.
    private void TellSecond(ProxySection section)
    {
        bool[] sides = section.Kind switch
        {
            ProxyKind.Frontend => [true],
            ProxyKind.Backend => [false],
            ProxyKind.Listen => [true, false],
            _ => [],
        };
        if (sides.Select(side => _ends.GetValueOrDefault((side, section.Name))).OfType<ProxySection>().FirstOrDefault() is { } other)
        {
            section.Tell.Refuse(section.Place, $"a section of this name stands in line {other.Place.Line} already: a name leads to one of them only");
        }

        foreach (var side in sides)
        {
            _ends.TryAdd((side, section.Name), section);
        }
    }
}
