using Sockeye.Benchmarks.Systems;
using Sockeye.Benchmarks.Works;

namespace Sockeye.Benchmarks.Report;

/// <summary>One ratio that a limit is set for, and whether it is kept.</summary>
internal sealed record Verdict(Limit Of, Figure Figure, ProxySystem System, ProxySystem Basis, Spread Ratio)
{
    /// <summary>What the ratio may be.</summary>
    public double Limit => Of.Of(Basis.Role);

    /// <summary>The median counts.</summary>
    public bool IsMet => Ratio.Median <= Limit;

    /// <summary>All that these results can judge, against the pair first.</summary>
    public static IEnumerable<Verdict> All(Results results) =>
        from role in (SystemRole[])[SystemRole.Pair, SystemRole.Terminator]
        from limit in Report.Limit.All
        let figure = limit.Find(results)
        where figure is not null
        let basis = results.Best(role, figure)
        where basis is not null
        from system in results.Systems
        where system.Role == SystemRole.Sockeye
        let ratio = results.Ratio(system, basis, figure)
        where ratio is not null
        select new Verdict(limit, figure, system, basis, ratio.Value);
}
