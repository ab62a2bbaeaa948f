using System.Net;
using Sockeye.Core.Net;

namespace Sockeye.Tests.Core.Net;

public sealed class DestinationTests
{
    [Theory]
    [InlineData("example.com:443", "example.com:443")]
    [InlineData("192.0.2.1:80", "192.0.2.1:80")]
    [InlineData("[2001:db8::1]:80", "[2001:db8::1]:80")]
    [InlineData("[::ffff:10.0.0.1]:80", "10.0.0.1:80")]
    [InlineData("127.1:80", "127.0.0.1:80")]
    [InlineData("localhost:0", "localhost:0")]
    [InlineData("a:65535", "a:65535")]
    public void TryParse_OfHostAndPort_ReadsBoth(string text, string expected)
    {
        Destination.TryParse(text, out var destination).ShouldBeTrue();
        destination.ToString().ShouldBe(expected);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(":80")]
    [InlineData("example.com")]
    [InlineData("example.com:")]
    [InlineData("example.com:65536")]
    [InlineData("example.com:+80")]
    [InlineData("example.com: 80")]
    [InlineData("example.com:80 ")]
    [InlineData("example.com:000080")]
    [InlineData("example.com:http")]
    [InlineData("user@example.com:80")]
    [InlineData("http://example.com:80")]
    [InlineData("::1:80")]
    [InlineData("2001:db8::1:80")]
    [InlineData("[::1]")]
    [InlineData("[]:80")]
    [InlineData("[[::1]]:80")]
    [InlineData("[::1]:1:80")]
    [InlineData("[127.0.0.1]:80")]
    [InlineData("[example.com]:80")]
    [InlineData("a b:80")]
    [InlineData("a\r\nb:80")]
    public void TryParse_OfAnythingElse_IsFalse(string? text) => Destination.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("[::1]:80")]
    [InlineData("::1]")]
    [InlineData("[::1")]
    public void TryFromHost_WithStrayBrackets_IsFalse(string host) => Destination.TryFromHost(host, 1, out _).ShouldBeFalse();

    [Fact]
    public void FromAddress_WithAZoneOnAnAddressThatNeedsNone_DropsIt()
    {
        var loopback = Destination.FromAddress(new IPAddress(IPAddress.IPv6Loopback.GetAddressBytes(), 5), 80);
        loopback.Address.ShouldBe(IPAddress.IPv6Loopback);
        IPAddress.IsLoopback(loopback.Address!).ShouldBeTrue();
        Destination.FromAddress(IPAddress.Parse("fe80::1%5"), 80).Address!.ScopeId.ShouldBe(5);
    }
}
