using Sockeye.Core.Net;

namespace Sockeye.Tests.Core;

public sealed class PortRangeTests
{
    [Theory]
    [InlineData("41000-41999", 41000, 41999, 1000)]
    [InlineData("1-65535", 1, 65535, 65535)]
    [InlineData("443-443", 443, 443, 1)]
    [InlineData("443", 443, 443, 1)]
    public void TryParse_Range_IsRead(string text, int first, int last, int count)
    {
        PortRange.TryParse(text, out var range).ShouldBeTrue();
        range.ShouldBe(new PortRange((ushort)first, (ushort)last));
        range.Count.ShouldBe(count);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("9-1")]
    [InlineData("0-10")]
    [InlineData("1-65536")]
    [InlineData("1-2-3")]
    [InlineData(" 1-2")]
    [InlineData("+1-2")]
    [InlineData("a-b")]
    public void TryParse_AnythingElse_IsRefused(string? text) => PortRange.TryParse(text, out _).ShouldBeFalse();
}
