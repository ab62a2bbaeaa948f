using Sockeye.Benchmarks.Load;

namespace Sockeye.Tests.Bench;

public sealed class LatencySummaryTests
{
    [Fact]
    public void Of_ManyWorkers_TakesNearestRanksOfAll()
    {
        // 1 to 1000 microseconds, in tenths, dealt out to two workers.
        var samples = Enumerable.Range(1, 1000).Select(i => (uint)(i * 10)).ToLookup(i => i % 20 == 0);

        LatencySummary.Of([[.. samples[true]], [.. samples[false]]]).ShouldBe(new LatencySummary(1000, 500, 990, 999));
    }

    [Fact]
    public void Of_NoSample_IsNothing() => LatencySummary.Of([[], []]).ShouldBeNull();
}
