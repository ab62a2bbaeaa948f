using Sockeye.Core.Routing;

namespace Sockeye.Control.Configuration.Reading;

/// <summary>What the sections share while one file is bound: its name, its faults, the tags declared so far.</summary>
internal sealed class BindingContext(string file, string directory, IReadOnlyCollection<string>? knownUpstreams, TimeProvider time)
{
    // A search for the nearest name walks through all names: a hundred thousand faults by a hundred thousand names would
    // take hours, and nobody reads more than these.
    private const int MaximumSearches = 100;

    private readonly List<ConfigurationFault> _faults = [];
    private readonly List<ConfigurationFault> _warnings = [];
    private int _searches;

    /// <summary>The upstreams of the database, or null where they are not known.</summary>
    public HashSet<string>? KnownUpstreams { get; } = knownUpstreams?.ToHashSet(StringComparer.Ordinal);

    public TimeProvider Time { get; } = time;

    /// <summary>Tags of the file's inbounds, those of faulty inbounds included: one fault shall not cause another.</summary>
    public HashSet<string> InboundTags { get; } = [];

    /// <summary>Tags of the file's outbounds and the two that always exist.</summary>
    public HashSet<string> OutboundTags { get; } = [WellKnownOutbounds.Direct, WellKnownOutbounds.Block];

    public HashSet<string> AcmeTags { get; } = [];

    /// <summary>Whether a secret stands in the file itself, which others shall then not read.</summary>
    public bool HoldsSecret { get; set; }

    public IReadOnlyList<ConfigurationFault> Faults => Ordered(_faults);

    public IReadOnlyList<ConfigurationFault> Warnings => Ordered(_warnings);

    public void Fault(ConfigurationPlace place, string message) =>
        _faults.Add(new ConfigurationFault(place.File ?? file, place.Line, place.Column, place.Path ?? "", message));

    public void Warn(ConfigurationPlace place, string message) =>
        _warnings.Add(new ConfigurationFault(place.File ?? file, place.Line, place.Column, place.Path ?? "", message));

    /// <summary>
    /// Whether a rule or a default may name an outbound that is not there, with a warning: what it sends there is refused
    /// until there is one. Imported files are held to this, so that one user's rule keeps nobody else out.
    /// </summary>
    public bool AllowsUndefinedOutbounds { get; init; }

    /// <summary>Whether one more search among many names may be made.</summary>
    public bool MaySearch() => _searches++ < MaximumSearches;

    /// <summary>Where relative paths start: the configuration file's directory.</summary>
    public string Directory { get; } = directory;

    private static List<ConfigurationFault> Ordered(List<ConfigurationFault> faults) =>
        [.. faults.OrderBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Line).ThenBy(f => f.Column)];
}
