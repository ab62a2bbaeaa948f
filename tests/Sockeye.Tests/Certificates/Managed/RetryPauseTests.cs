using Sockeye.Control.Certificates.Managed;

namespace Sockeye.Tests.Certificates.Managed;

public sealed class RetryPauseTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 5)]
    [InlineData(5, 60)]
    [InlineData(9, 720)]
    [InlineData(1000, 720)]
    public void After_Failures_Grows(int failures, int minutes) =>
        RetryPause.After(failures, retryAfter: null, chance: 0).ShouldBe(TimeSpan.FromMinutes(minutes));

    [Fact]
    public void After_AuthorityAsksForMore_IsWhatItAsksForButNoMoreThanAWeek()
    {
        RetryPause.After(1, TimeSpan.FromHours(3), 0).ShouldBe(TimeSpan.FromHours(3));
        RetryPause.After(5, TimeSpan.FromSeconds(1), 0).ShouldBe(TimeSpan.FromHours(1), "its own pause is longer");
        RetryPause.After(1, TimeSpan.FromDays(4000), 0).ShouldBe(TimeSpan.FromDays(7));
    }

    [Fact]
    public void After_Chance_IsUpToATenthLonger() =>
        RetryPause.After(4, retryAfter: null, chance: 1).ShouldBe(TimeSpan.FromMinutes(33));

    /// <summary>Let's Encrypt's limit: five failed validations, one more each 12 minutes (a token bucket).</summary>
    [Fact]
    public void Pauses_OfAServerThatFailsForADay_StayInsideTheAuthoritysLimit()
    {
        var tokens = 5.0;
        var (now, failures) = (TimeSpan.Zero, 0);
        while (now < TimeSpan.FromDays(1))
        {
            tokens -= 1;
            tokens.ShouldBeGreaterThanOrEqualTo(0, $"after {now}");
            var pause = RetryPause.After(++failures, retryAfter: null, chance: 0);
            now += pause;
            tokens = Math.Min(5, tokens + (pause / TimeSpan.FromMinutes(12)));
        }
    }
}
