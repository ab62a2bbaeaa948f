using Sockeye.HttpForwarding.Requests;

namespace Sockeye.Tests.HttpForwarding;

public sealed class RequestTargetTests
{
    [Theory]
    [InlineData("http://example.com/", "example.com:80", "http://example.com/")]
    [InlineData("http://example.com", "example.com:80", "http://example.com/")]
    [InlineData("HTTP://EXAMPLE.com:8080/A/../b?x=%41#y", "EXAMPLE.com:8080", "http://example.com:8080/A/../b?x=%41")]
    [InlineData("http://example.com?q", "example.com:80", "http://example.com/?q")]
    [InlineData("http://example.com:/", "example.com:80", "http://example.com/")]
    [InlineData("http://[2001:db8::1]:81/", "[2001:db8::1]:81", "http://[2001:db8::1]:81/")]
    [InlineData("http://0x7f.1/", "127.0.0.1:80", "http://127.0.0.1/")]
    [InlineData("http://2130706433/", "127.0.0.1:80", "http://127.0.0.1/")]
    [InlineData("http://[::ffff:10.0.0.1]/", "10.0.0.1:80", "http://10.0.0.1/")]
    public void TryParse_AbsoluteForm_GivesDestinationAndAddress(string raw, string destination, string uri)
    {
        RequestTarget.TryParse(raw, out var target, out _).ShouldBeTrue();
        target!.Destination.ToString().ShouldBe(destination);
        target.Uri.AbsoluteUri.ShouldBe(uri);
    }

    [Theory]
    [InlineData("/", (int)RequestTargetFault.NotForAProxy)]
    [InlineData("/http://example.com/", (int)RequestTargetFault.NotForAProxy)]
    [InlineData("*", (int)RequestTargetFault.NotForAProxy)]
    [InlineData("https://example.com/", (int)RequestTargetFault.NeedsConnect)]
    [InlineData("ftp://example.com/", (int)RequestTargetFault.UnknownScheme)]
    [InlineData("example.com:443", (int)RequestTargetFault.UnknownScheme)]
    [InlineData("", (int)RequestTargetFault.UnknownScheme)]
    [InlineData("http://user:pass@example.com/", (int)RequestTargetFault.UserInfo)]
    [InlineData("http://", (int)RequestTargetFault.Malformed)]
    [InlineData("http:///path", (int)RequestTargetFault.Malformed)]
    [InlineData("http://:80/", (int)RequestTargetFault.Malformed)]
    [InlineData("http://example.com:0/", (int)RequestTargetFault.Malformed)]
    [InlineData("http://example.com:65536/", (int)RequestTargetFault.Malformed)]
    [InlineData("http://example.com:+80/", (int)RequestTargetFault.Malformed)]
    [InlineData("http://exa mple.com/", (int)RequestTargetFault.Malformed)]
    [InlineData("http://%65xample.com/", (int)RequestTargetFault.Malformed)]
    [InlineData("http://[::1/", (int)RequestTargetFault.Malformed)]
    [InlineData("http://::1/", (int)RequestTargetFault.Malformed)]
    public void TryParse_NotForwardable_SaysWhy(string raw, int fault)
    {
        RequestTarget.TryParse(raw, out var target, out var found).ShouldBeFalse();
        target.ShouldBeNull();
        ((int)found).ShouldBe(fault);
    }

    [Fact]
    public void TryParse_AnyText_IsTotal() =>
        CsCheck.Check.Sample(CsCheck.Gen.String, text => RequestTarget.TryParse("http://" + text, out var target, out var fault) == (fault == RequestTargetFault.None) && (target is null) == (fault != RequestTargetFault.None));
}
