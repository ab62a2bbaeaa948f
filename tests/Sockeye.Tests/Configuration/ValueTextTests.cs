using CsCheck;
using Sockeye.Control.Configuration;
using Sockeye.Control.Configuration.Reading;

namespace Sockeye.Tests.Configuration;

public sealed class ValueTextTests
{
    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("15s", 15_000)]
    [InlineData("2m", 120_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("7d", 604_800_000)]
    [InlineData("0s", 0)]
    public void Duration_IsRead(string text, long milliseconds)
    {
        DurationText.TryParse(text, out var value).ShouldBeTrue();
        value.ShouldBe(TimeSpan.FromMilliseconds(milliseconds));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("15")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("1.5s")]
    [InlineData("15 s")]
    [InlineData("15S")]
    [InlineData("1s1")]
    [InlineData("9999999999s")]
    public void Duration_AnythingElse_IsRefused(string? text) => DurationText.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Duration_Formatted_ReadsBack() =>
        Gen.Long[0, 999_999_999].Sample(ms =>
        {
            DurationText.TryParse(DurationText.Format(TimeSpan.FromMilliseconds(ms)), out var value).ShouldBeTrue();
            value.ShouldBe(TimeSpan.FromMilliseconds(ms));
        });

    [Theory]
    [InlineData("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")]
    [InlineData("00:01:02:03:04:05:06:07:08:09:0A:0B:0C:0D:0E:0F:10:11:12:13:14:15:16:17:18:19:1A:1B:1C:1D:1E:1F")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    [InlineData("sha256//AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    public void Pin_IsRead(string text)
    {
        PinText.TryParse(text, out var pin).ShouldBeTrue();
        pin.ToArray().ShouldBe(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("AAEC")]
    [InlineData("zz0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIj")]
    public void Pin_AnythingElse_IsRefused(string? text) => PinText.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("lisen", "listen")]
    [InlineData("Listen", "listen")]
    [InlineData("lsiten", "listen")]
    [InlineData("externl-proxy", "external-proxy")]
    [InlineData("zebra", null)]
    [InlineData("", null)]
    public void NearestName_IsFoundWhereNear(string name, string? expected) =>
        NearestName.Find(name, ["listen", "external-proxy", "tag"]).ShouldBe(expected);

    [Fact]
    public void DescriptorLimit_OfThisProcess_GivesAPositiveNumber()
    {
        DescriptorLimit.Read().ShouldBeGreaterThan(0);
        new LimitOptions().ResolveConnections().ShouldBeGreaterThanOrEqualTo(16);
        new LimitOptions { Connections = 7 }.ResolveConnections().ShouldBe(7);
    }

    [Theory]
    [InlineData(1024, 384)]
    [InlineData(20, 16)]
    [InlineData(1_048_576, 524_160)]
    [InlineData(long.MaxValue, 1_000_000)]
    public void DescriptorLimit_InConnections_LeavesAReserve(long descriptors, int connections) =>
        DescriptorLimit.ConnectionsFor(descriptors).ShouldBe(connections);
}
