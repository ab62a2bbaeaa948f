using Sockeye.Benchmarks.Systems;
using Sockeye.Benchmarks.Works;

namespace Sockeye.Benchmarks.Report;

/// <summary>A figure of datagrams by that of v2ray, which no limit is set for.</summary>
internal sealed record Comparison(Figure Figure, ProxySystem System, ProxySystem Basis, Spread Ratio)
{
    /// <summary>All that these results give.</summary>
    public static IEnumerable<Comparison> All(Results results) =>
        from figure in Figures(results)
        let basis = results.Best(SystemRole.Socks, figure)
        where basis is not null
        from system in results.Systems
        where system != basis
        let ratio = results.Ratio(system, basis, figure)
        where ratio is not null
        select new Comparison(figure, system, basis, ratio.Value);

    /// <summary>The figures that are compared.</summary>
    public static IEnumerable<Figure> Figures(Results results) => results.Works.OfType<DatagramWork>().SelectMany(w => w.Compared);
}
