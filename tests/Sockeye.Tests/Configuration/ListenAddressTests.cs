using System.Net;
using System.Net.Sockets;
using Sockeye.Control.Configuration;

namespace Sockeye.Tests.Configuration;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData("0.0.0.0:1080", "0.0.0.0:1080")]
    [InlineData("[::]:1080", "[::]:1080")]
    [InlineData("[::1]:0", "[::1]:0")]
    [InlineData("localhost:65535", "127.0.0.1:65535")]
    [InlineData("[::ffff:127.0.0.1]:1", "127.0.0.1:1")]
    public void TryParse_Address_IsRead(string text, string expected)
    {
        ListenAddress.TryParse(text, out var address, out _).ShouldBeTrue();
        address.ToString().ShouldBe(expected);
    }

    [Fact]
    public void TryParse_Star_IsEveryAddress()
    {
        ListenAddress.TryParse("*:1080", out var address, out _).ShouldBeTrue();
        address.Address.ShouldBe(Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any);
        address.IsDualStack.ShouldBe(Socket.OSSupportsIPv6);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("1080")]
    [InlineData(":1080")]
    [InlineData("0.0.0.0")]
    [InlineData("0.0.0.0:")]
    [InlineData("0.0.0.0:65536")]
    [InlineData("0.0.0.0:+1")]
    [InlineData("0.0.0.0: 1")]
    [InlineData("127.1:1080")]
    [InlineData("2130706433:1080")]
    [InlineData("::1:1080")]
    [InlineData("[::1]")]
    [InlineData("[::1]1080")]
    [InlineData("[127.0.0.1]:1080")]
    [InlineData("proxy.example:1080")]
    public void TryParse_AnythingElse_IsRefusedWithAReason(string? text)
    {
        ListenAddress.TryParse(text, out var address, out var error).ShouldBeFalse();
        address.ShouldBeNull();
        error.ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("127.0.0.1:1080", "127.0.0.1:1080", true)]
    [InlineData("0.0.0.0:1080", "127.0.0.1:1080", true)]
    [InlineData("[::]:1080", "127.0.0.1:1080", true)]
    [InlineData("[::]:1080", "0.0.0.0:1080", true)]
    [InlineData("[::1]:1080", "0.0.0.0:1080", false)]
    [InlineData("[::1]:1080", "127.0.0.1:1080", false)]
    [InlineData("127.0.0.1:1080", "127.0.0.1:1081", false)]
    [InlineData("127.0.0.1:0", "127.0.0.1:0", false)]
    public void Overlaps_IsWhatTheSystemWouldRefuse(string a, string b, bool expected)
    {
        ListenAddress.TryParse(a, out var first, out _).ShouldBeTrue();
        ListenAddress.TryParse(b, out var second, out _).ShouldBeTrue();

        first.Overlaps(second).ShouldBe(expected);
        second.Overlaps(first).ShouldBe(expected);
    }

    [Fact]
    public void TryReplaceListen_OfTheOnlyInbound_KeepsTheRest()
    {
        ListenAddress.TryParse("127.0.0.1:0", out var listen, out _).ShouldBeTrue();

        new SockeyeOptions().TryReplaceListen(listen, out var options, out _).ShouldBeTrue();

        options.Inbounds.ShouldBe([InboundOptions.Default with { Listen = listen }]);
    }

    [Fact]
    public void TryReplaceListen_PlaintextOffLoopback_IsRefused()
    {
        ListenAddress.TryParse("0.0.0.0:1080", out var listen, out _).ShouldBeTrue();
        var plain = new SockeyeOptions { Inbounds = [InboundOptions.Default with { Tls = InboundTlsOptions.None }] };

        plain.TryReplaceListen(listen, out _, out var error).ShouldBeFalse();

        error.ShouldNotBeNull().ShouldContain("allowPlaintext");
    }
}
