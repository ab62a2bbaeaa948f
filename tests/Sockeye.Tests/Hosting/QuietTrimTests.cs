using Microsoft.Extensions.Time.Testing;
using Sockeye.Hosting;

namespace Sockeye.Tests.Hosting;

public sealed class QuietTrimTests : IDisposable
{
    private const long MiB = 1024 * 1024;

    private readonly FakeTimeProvider _time = new();
    private readonly QuietTrim _trim;
    private long _allocated;
    private int _trims;

    public QuietTrimTests()
    {
        _trim = new QuietTrim(_time, () => _allocated, () => _trims++);
        for (var second = 0; second < 10; second++)
            PassSecond(allocating: 0);
    }

    [Fact]
    public void Burst_Over_TrimsOnce()
    {
        PassSecond(allocating: 20 * MiB);
        _trims.ShouldBe(0);

        PassSecond(allocating: 50_000);
        _trims.ShouldBe(1);

        PassSecond(allocating: 50_000);
        PassSecond(allocating: 50_000);
        _trims.ShouldBe(1);
    }

    [Fact]
    public void ServerAtRest_ForAnHour_IsLeftAlone()
    {
        for (var second = 0; second < 3600; second++)
            PassSecond(allocating: 50_000);

        _trims.ShouldBe(0);
    }

    [Fact]
    public void Burst_StillGoingOn_DoesNotTrim()
    {
        for (var second = 0; second < 60; second++)
            PassSecond(allocating: MiB);

        _trims.ShouldBe(0);
    }

    [Fact]
    public void SmallBurst_Over_IsNotWorthATrim()
    {
        PassSecond(allocating: MiB);
        PassSecond(allocating: 0);

        _trims.ShouldBe(0);
    }

    [Fact]
    public void SecondBurst_Over_TrimsAgain()
    {
        foreach (var allocating in new[] { 20 * MiB, 0, 0, 0, 0, 20 * MiB, 0 })
            PassSecond(allocating);

        _trims.ShouldBe(2);
    }

    [Fact]
    public void BurstAfterBurst_TrimsOnceInFiveSeconds()
    {
        for (var second = 0; second < 20; second++)
            PassSecond(allocating: second % 2 == 0 ? 20 * MiB : 0);

        _trims.ShouldBe(4);
    }

    [Fact]
    public void Disposal_StopsLooking()
    {
        _trim.Dispose();
        PassSecond(allocating: 20 * MiB);
        PassSecond(allocating: 0);

        _trims.ShouldBe(0);
    }

    public void Dispose() => _trim.Dispose();

    private void PassSecond(long allocating)
    {
        _allocated += allocating;
        _time.Advance(TimeSpan.FromSeconds(1));
    }
}
