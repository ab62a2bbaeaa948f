using System.Net;
using CsCheck;
using Sockeye.Core.Net;

namespace Sockeye.Tests.Core.Net;

public sealed class CidrRangeTests
{
    [Theory]
    [InlineData("10.0.0.0/8", "10.0.0.0/8")]
    [InlineData("10.1.2.3/8", "10.0.0.0/8")]
    [InlineData("192.0.2.1", "192.0.2.1/32")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("::/0", "::/0")]
    [InlineData("2001:db8:1::1/32", "2001:db8::/32")]
    [InlineData("::1", "::1/128")]
    [InlineData("::ffff:10.1.0.0/104", "10.0.0.0/8")]
    [InlineData("::ffff:10.1.2.3", "10.1.2.3/32")]
    public void TryParse_OfARange_MasksWhatIsBehindThePrefix(string text, string expected)
    {
        CidrRange.TryParse(text, out var range).ShouldBeTrue();
        range.ToString().ShouldBe(expected);
        CidrRange.TryParse(expected, out var again).ShouldBeTrue();
        again.ShouldBe(range);
        (again == range).ShouldBeTrue();
        again.GetHashCode().ShouldBe(range.GetHashCode());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/8")]
    [InlineData("10/8")]
    [InlineData("10.0/16")]
    [InlineData("010.0.0.0/8")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/+8")]
    [InlineData("10.0.0.0/08")]
    [InlineData("10.0.0.0/8/8")]
    [InlineData("10.0.0.0/255.0.0.0")]
    [InlineData("10.0.0.0 /8")]
    [InlineData("::/129")]
    [InlineData("[::1]/128")]
    [InlineData("fe80::1%eth0/64")]
    [InlineData("example.com/8")]
    public void TryParse_OfAnythingElse_IsFalse(string? text) => CidrRange.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("10.0.0.0/8", "10.255.255.255", true)]
    [InlineData("10.0.0.0/8", "11.0.0.0", false)]
    [InlineData("10.0.0.0/8", "::ffff:10.0.0.1", true)]
    [InlineData("0.0.0.0/0", "255.255.255.255", true)]
    [InlineData("0.0.0.0/0", "::1", false)]
    [InlineData("::/0", "2001:db8::1", true)]
    [InlineData("::/0", "10.0.0.1", false)]
    [InlineData("::/0", "::ffff:10.0.0.1", false)]
    [InlineData("fe80::/10", "fe80::1%3", true)]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("2001:db8::/33", "2001:db8:7fff::1", true)]
    [InlineData("2001:db8::/33", "2001:db8:8000::1", false)]
    public void Contains_OfAnAddress_LooksAtThePrefixOnly(string text, string address, bool expected)
    {
        CidrRange.TryParse(text, out var range).ShouldBeTrue();
        range.Contains(IPAddress.Parse(address)).ShouldBe(expected);
    }

    [Fact]
    public void Contains_OfTheDefault_IsFalse()
    {
        default(CidrRange).Contains(IPAddress.Any).ShouldBeFalse();
        default(CidrRange).Contains(IPAddress.IPv6Any).ShouldBeFalse();
    }

    [Fact]
    public void Contains_AgreesWithThePlatform() =>
        Gen.Select(Gen.OneOf(Gen.Byte.Array[4], Gen.Byte.Array[16]), Gen.Int[0, 128], Gen.Int[0, 127]).Sample(
            (bytes, prefix, flipped) =>
            {
                prefix = Math.Min(prefix, bytes.Length * 8);
                var other = bytes.ToArray();
                other[flipped / 8 % bytes.Length] ^= (byte)(0x80 >> (flipped % 8));
                var (first, second) = (new IPAddress(bytes), new IPAddress(other));
                CidrRange.TryParse($"{first}/{prefix}", out var range).ShouldBeTrue();
                range.Contains(first).ShouldBeTrue();
                range.Contains(second).ShouldBe(new IPNetwork(range.Address, prefix).Contains(second));
            },
            iter: 500);
}
