using Sockeye.Control.Importing.Haproxy;

namespace Sockeye.Tests.Importing.Haproxy;

public sealed class HaproxyTimeTests
{
    [Theory]
    [InlineData("5000", 5000)]
    [InlineData("5000ms", 5000)]
    [InlineData("50s", 50_000)]
    [InlineData("5m", 300_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("24d", 2_073_600_000)]
    [InlineData("2147483647", 2147483647)]
    [InlineData("2000us", 2)]
    [InlineData("0", 0)]
    public void TryParse_Time_IsRead(string text, long milliseconds)
    {
        HaproxyTime.TryParse(text, out var time).ShouldBeTrue();
        time.ShouldBe(TimeSpan.FromMilliseconds(milliseconds));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("1.5s")]
    [InlineData("1h30m")]
    [InlineData("1x")]
    [InlineData("1S")]
    [InlineData("25d")]
    [InlineData("2147483648")]
    [InlineData("99999999999999999999")]
    public void TryParse_AnythingElse_IsNoTime(string? text) => HaproxyTime.TryParse(text, out _).ShouldBeFalse();
}
