using Sockeye.Benchmarks.Report;
using Sockeye.Benchmarks.Systems;
using Sockeye.Benchmarks.Works;

namespace Sockeye.Tests.Bench;

public sealed class ComparisonTests
{
    [Fact]
    public void All_DatagramsOfTwoSystems_AreSetAgainstV2RayRoundByRound()
    {
        var sockeye = System("sockeye", SystemRole.Sockeye);
        var v2ray = System("v2ray", SystemRole.Socks);
        DatagramWork work = new(64);
        Results results = new([sockeye, v2ray], [work], rounds: 2);
        var cpu = work.Compared.First();
        foreach (var (round, ours, theirs) in ((int, double, double)[])[(0, 1, 4), (1, 3, 4)])
        {
            results.Add(round, sockeye, cpu, ours);
            results.Add(round, v2ray, cpu, theirs);
        }

        Comparison.All(results).ShouldBe([new(cpu, sockeye, v2ray, new Spread(0.5, 0.25, 0.75, 2))]);
    }

    [Fact]
    public void All_WithoutV2Ray_IsNothing()
    {
        var sockeye = System("sockeye", SystemRole.Sockeye);
        DatagramWork work = new(64);
        Results results = new([sockeye], [work], rounds: 1);
        results.Add(0, sockeye, work.Compared.First(), 1);

        Comparison.All(results).ShouldBeEmpty();
    }

    private static ProxySystem System(string name, SystemRole role) => new(name, role, name, null, _ => throw new InvalidOperationException());
}
