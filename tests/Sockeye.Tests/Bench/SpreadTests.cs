using Sockeye.Benchmarks.Report;

namespace Sockeye.Tests.Bench;

public sealed class SpreadTests
{
    [Fact]
    public void Of_OddCount_TakesTheMiddle() => Spread.Of([3, 1, 2]).ShouldBe(new Spread(2, 1, 3, 3));

    [Fact]
    public void Of_EvenCount_TakesTheMeanOfTheMiddleTwo() => Spread.Of([4, 1, 2, 3]).ShouldBe(new Spread(2.5, 1, 4, 4));

    [Fact]
    public void Of_MissingRounds_CountsTheOthers() => Spread.Of([double.NaN, 5, double.PositiveInfinity]).ShouldBe(new Spread(5, 5, 5, 1));

    [Fact]
    public void Of_NoNumber_IsNothing() => Spread.Of([double.NaN]).ShouldBeNull();

    [Fact]
    public void OfRatios_DriftOfTheMachine_Cancels() => Spread.OfRatios([1, 2, 4], [2, 4, 8]).ShouldBe(new Spread(0.5, 0.5, 0.5, 3));
}
