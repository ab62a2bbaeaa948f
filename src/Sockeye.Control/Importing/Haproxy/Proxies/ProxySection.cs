using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.Haproxy.Global;
using Sockeye.Control.Importing.Haproxy.Lines;

namespace Sockeye.Control.Importing.Haproxy.Proxies;

/// <summary>
/// A <c>defaults</c>, <c>frontend</c>, <c>backend</c> or <c>listen</c>. What is told of its lines is kept with it, as it is
/// only of interest where the section concerns us; of a <c>defaults</c> only the refusals are kept, for those who inherit it.
/// </summary>
internal sealed class ProxySection(ProxyKind kind, string name, SourcePlace place, ProxySettings inherited, GlobalSettings global, ImportNotes notes)
    : IHaproxySection
{
    // One is enough to refuse what inherits; many, in each of many sections, would fill the memory.
    private const int MaximumInheritedRefusals = 100;

    private readonly ImportNotes _front = new();
    private readonly ImportNotes _back = new();
    private readonly IReadOnlyList<ImportNote> _inheritedFront = inherited.FrontRefusals;
    private readonly IReadOnlyList<ImportNote> _inheritedBack = inherited.BackRefusals;

    public ProxyKind Kind => kind;

    public string Name => name;

    public SourcePlace Place => place;

    /// <summary>What holds so far, that of the <c>defaults</c> included.</summary>
    public ProxySettings Settings { get; set; } = inherited;

    public GlobalSettings Global => global;

    /// <summary>Whether a section took over these <c>defaults</c>.</summary>
    public bool IsInherited { get; private set; }

    public List<HaproxyBind> Binds { get; } = [];

    /// <summary>Whether a <c>bind</c> line with TLS was refused.</summary>
    public bool HasUnreadableTls { get; set; }

    public List<HaproxyServer> Servers { get; } = [];

    public List<HaproxyValue<string>> ConditionalBackends { get; } = [];

    /// <summary>The backend of a <c>use_backend</c> without a condition, which wins over <c>default_backend</c>; or null.</summary>
    public HaproxyValue<string>? UsedBackend { get; set; }

    /// <summary>Where to tell of a line that concerns the clients' side, or both; a backend has only the other.</summary>
    public ImportNotes Tell => kind == ProxyKind.Backend ? _back : _front;

    /// <summary>Where to tell of a line that concerns the servers' side; a frontend has only the other.</summary>
    public ImportNotes TellBack => kind == ProxyKind.Frontend ? _front : _back;

    private bool IsFront => kind is ProxyKind.Frontend or ProxyKind.Listen;

    private bool IsBack => kind is ProxyKind.Backend or ProxyKind.Listen;

    public void MarkInherited() => IsInherited = true;

    public bool Knows(string keyword) => ProxyLines.Find(keyword) is not null || ProxyKeywords.IsKnown(keyword);

    public void Read(HaproxyLine line)
    {
        if (ProxyLines.Find(line.Keyword) is { } read)
        {
            read(line, this);
        }
        else if (ProxyKeywords.WarningOf(line.Keyword) is { } warning)
        {
            Tell.Warn(line.Place(), warning);
        }
        else if (ProxyKeywords.IsKnown(line.Keyword))
        {
            Tell.Unconcerned(line.Place(), "nothing here needs it; left out");
        }
        else
        {
            Tell.Warn(line.Place(), $"{line.Words[0].Shown} is not known here; left out");
        }
    }

    /// <summary>Ends the section: of <c>defaults</c> the refusals go to those who inherit, everything else to the report.</summary>
    public void Close()
    {
        if (kind == ProxyKind.Defaults)
        {
            notes.AddRange(InOrder(_front.All.Concat(_back.All).Where(note => note.Outcome != ImportOutcome.Refused)));
            Settings = Settings with
            {
                FrontRefusals = Refusals(_inheritedFront, _front),
                BackRefusals = Refusals(_inheritedBack, _back),
            };
        }
        else if (Settings.Disabled is { } disabled)
        {
            notes.Unconcerned(disabled, $"{kind.ToString().ToLowerInvariant()} {name} is disabled; left out");
        }
    }

    public HaproxyFrontend? ToFrontend() => !IsFront || Settings.Disabled is not null ? null : new HaproxyFrontend
    {
        Name = name,
        Place = place,
        IsTcp = Settings.IsTcp,
        Binds = Binds,
        HasUnreadableTls = HasUnreadableTls,
        DefaultBackend = UsedBackend ?? Settings.DefaultBackend ?? (kind == ProxyKind.Listen ? new HaproxyValue<string>(name, place) : null),
        ConditionalBackends = ConditionalBackends,
        MaximumConnections = Settings.MaximumConnections,
        Timeouts = Settings.Timeouts,
        ExpectsProxyFrom = Settings.ExpectsProxyFrom,
        Notes = InOrder([.. _inheritedFront, .. _front.All, .. HttpRequestLine.Tell(Settings)]),
    };

    public HaproxyBackend? ToBackend() => !IsBack || Settings.Disabled is not null ? null : new HaproxyBackend
    {
        Name = name,
        Place = place,
        IsTcp = Settings.IsTcp,
        Servers = Servers,
        Timeouts = Settings.Timeouts,
        Notes = InOrder([.. _inheritedBack, .. _back.All, .. ServerLine.TellSeveral(Servers), .. kind == ProxyKind.Backend ? HttpRequestLine.Tell(Settings) : []]),
    };

    private static IReadOnlyList<ImportNote> Refusals(IEnumerable<ImportNote> handedDown, ImportNotes own) =>
        [.. handedDown.Concat(own.All.Where(note => note.Outcome == ImportOutcome.Refused)).Take(MaximumInheritedRefusals)];

    private static IReadOnlyList<ImportNote> InOrder(IEnumerable<ImportNote> told) => [.. told.OrderBy(note => note.Place.Line).ThenBy(note => note.Place.Column)];
}
