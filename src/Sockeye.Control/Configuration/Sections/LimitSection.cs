using Sockeye.Control.Configuration.Reading;

namespace Sockeye.Control.Configuration.Sections;

/// <summary><c>limits</c>.</summary>
internal static class LimitSection
{
    // As many descriptors as Linux gives one process at most by default (fs.nr_open).
    private const int MaximumConnections = 1 << 20;

    public static LimitOptions Bind(ConfigurationSection root) =>
        root.Section("limits")?.Integer("connections", 0, MaximumConnections) is { } connections and > 0
            ? new LimitOptions { Connections = connections }
            : new LimitOptions();
}
