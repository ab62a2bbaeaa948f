using Sockeye.Benchmarks.Works;

namespace Sockeye.Benchmarks.Growth;

/// <summary>What is grown.</summary>
internal static class GrowthCatalog
{
    /// <param name="sessions">How many sessions a proxy can hold here.</param>
    public static IReadOnlyList<Work> Create(int sessions) =>
    [
        new ConnectionsGrowth(sessions),
        new PreparedGrowth("users", [1, 100, 10_000, 1_000_000], count => (configuration, data) => ManyUsers.Add(configuration, data, count)),
        new PreparedGrowth("rules", [10, 1_000, 100_000], count => (configuration, _) => ManyRules.Add(configuration, count)),
    ];
}
