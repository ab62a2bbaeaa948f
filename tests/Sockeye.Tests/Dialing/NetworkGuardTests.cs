using System.Net;
using System.Net.Sockets;
using Sockeye.Core.Net;
using Sockeye.Engine.Dialing;

namespace Sockeye.Tests.Dialing;

public sealed class NetworkGuardTests
{
    private static readonly IPAddress s_ownPublic = IPAddress.Parse("203.0.113.7");
    private static readonly IPAddress s_ownPublicV6 = IPAddress.Parse("2001:db8:7::7");

    [Theory]
    [InlineData("127.0.0.1", "loopback network 127.0.0.0/8")]
    [InlineData("127.255.255.254", "loopback network 127.0.0.0/8")]
    [InlineData("127.1", "loopback network 127.0.0.0/8")]
    [InlineData("0x7f.1", "loopback network 127.0.0.0/8")]
    [InlineData("0x7f000001", "loopback network 127.0.0.0/8")]
    [InlineData("2130706433", "loopback network 127.0.0.0/8")]
    [InlineData("0177.0.0.1", "loopback network 127.0.0.0/8")]
    [InlineData("::ffff:127.0.0.1", "loopback network 127.0.0.0/8")]
    [InlineData("[::ffff:127.0.0.1]", "loopback network 127.0.0.0/8")]
    [InlineData("[::ffff:7f00:1]", "loopback network 127.0.0.0/8")]
    [InlineData("0", "unspecified address 0.0.0.0/32")]
    [InlineData("0.0.0.0", "unspecified address 0.0.0.0/32")]
    [InlineData("0.1.2.3", "\"this network\" 0.0.0.0/8")]
    [InlineData("10.0.0.0", "private network 10.0.0.0/8")]
    [InlineData("10.255.255.255", "private network 10.0.0.0/8")]
    [InlineData("172.16.0.0", "private network 172.16.0.0/12")]
    [InlineData("172.31.255.255", "private network 172.16.0.0/12")]
    [InlineData("192.168.0.1", "private network 192.168.0.0/16")]
    [InlineData("192.168.1", "private network 192.168.0.0/16")]
    [InlineData("100.64.0.0", "shared network 100.64.0.0/10")]
    [InlineData("100.127.255.255", "shared network 100.64.0.0/10")]
    [InlineData("100.100.100.200", "shared network 100.64.0.0/10")]
    [InlineData("169.254.0.1", "link-local network 169.254.0.0/16")]
    [InlineData("169.254.169.254", "cloud metadata address 169.254.169.254/32")]
    [InlineData("168.63.129.16", "cloud metadata address 168.63.129.16/32")]
    [InlineData("192.0.0.0", "protocol assignments 192.0.0.0/24")]
    [InlineData("192.0.0.192", "protocol assignments 192.0.0.0/24")]
    [InlineData("198.18.0.0", "benchmarking network 198.18.0.0/15")]
    [InlineData("198.19.255.255", "benchmarking network 198.18.0.0/15")]
    [InlineData("224.0.0.1", "multicast range 224.0.0.0/4")]
    [InlineData("239.255.255.255", "multicast range 224.0.0.0/4")]
    [InlineData("240.0.0.1", "reserved range 240.0.0.0/4")]
    [InlineData("255.255.255.255", "broadcast address 255.255.255.255/32")]
    [InlineData("::", "unspecified address ::/128")]
    [InlineData("::1", "loopback address ::1/128")]
    [InlineData("[::1]", "loopback address ::1/128")]
    [InlineData("0:0:0:0:0:0:0:1", "loopback address ::1/128")]
    [InlineData("::127.0.0.1", "IPv4-compatible range ::/96")]
    [InlineData("::8.8.8.8", "IPv4-compatible range ::/96")]
    [InlineData("::ffff:0:127.0.0.1", "range outside global unicast ::/3")]
    [InlineData("fc00::1", "private network fc00::/7")]
    [InlineData("fd00:ec2::254", "cloud metadata address fd00:ec2::254/128")]
    [InlineData("fd20:ce::254", "private network fc00::/7")]
    [InlineData("fdff:ffff::", "private network fc00::/7")]
    [InlineData("fe80::1", "link-local network fe80::/10")]
    [InlineData("febf::1", "link-local network fe80::/10")]
    [InlineData("[fe80::1%1]", "link-local network fe80::/10")]
    [InlineData("fec0::1", "site-local network fec0::/10")]
    [InlineData("ff02::1", "multicast range ff00::/8")]
    [InlineData("100::1", "range outside global unicast ::/3")]
    [InlineData("4000::1", "range outside global unicast 4000::/2")]
    [InlineData("8000::1", "range outside global unicast 8000::/1")]
    [InlineData("64:ff9b::127.0.0.1", "NAT64 form of loopback network 127.0.0.0/8")]
    [InlineData("64:ff9b::a00:1", "NAT64 form of private network 10.0.0.0/8")]
    [InlineData("64:ff9b::a9fe:a9fe", "NAT64 form of cloud metadata address 169.254.169.254/32")]
    [InlineData("64:ff9b:1::10.0.0.1", "NAT64 form of private network 10.0.0.0/8")]
    [InlineData("64:ff9b:1:ffff::192.168.0.1", "NAT64 form of private network 192.168.0.0/16")]
    [InlineData("64:ff9b:1:a00:0:100::", "NAT64 form of private network 10.0.0.0/8")]
    [InlineData("64:ff9b:1:0a:0:1:0:0", "NAT64 form of private network 10.0.0.0/8")]
    [InlineData("64:ff9b:1:0:a:0:100:0", "NAT64 form of private network 10.0.0.0/8")]
    [InlineData("64:ff9b:1::", "NAT64 form of unspecified address 0.0.0.0/32")]
    [InlineData("2002:7f00:1::", "6to4 form of loopback network 127.0.0.0/8")]
    [InlineData("2002:a00:1::1", "6to4 form of private network 10.0.0.0/8")]
    [InlineData("2002:c0a8:101:ffff::1", "6to4 form of private network 192.168.0.0/16")]
    [InlineData("2001:0:a00:1::f7f7:f7f7", "Teredo form of private network 10.0.0.0/8")]
    [InlineData("2001:0:808:808::80ff:fffe", "Teredo form of loopback network 127.0.0.0/8")]
    [InlineData("203.0.113.7", "an address of this machine")]
    [InlineData("::ffff:203.0.113.7", "an address of this machine")]
    [InlineData("2001:db8:7::7", "an address of this machine")]
    [InlineData("64:ff9b::203.0.113.7", "NAT64 form of an address of this machine")]
    [InlineData("2002:cb00:7107::1", "6to4 form of an address of this machine")]
    public void Check_NotPublicInAnySpelling_IsRefusedAndNamed(string host, string reason)
    {
        var verdict = Guard().Check(Address(host));

        verdict.IsAllowed.ShouldBeFalse();
        verdict.Reason.ShouldBe(reason);
    }

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("1.1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("126.255.255.255")]
    [InlineData("128.0.0.0")]
    [InlineData("168.63.129.17")]
    [InlineData("169.253.255.255")]
    [InlineData("169.255.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.0.1.0")]
    [InlineData("192.167.255.255")]
    [InlineData("192.169.0.0")]
    [InlineData("198.17.255.255")]
    [InlineData("198.20.0.0")]
    [InlineData("203.0.113.8")]
    [InlineData("223.255.255.255")]
    [InlineData("2000::1")]
    [InlineData("2001:4860:4860::8888")]
    [InlineData("2606:4700::1111")]
    [InlineData("3fff:ffff::1")]
    [InlineData("64:ff9b::8.8.8.8")]
    [InlineData("64:ff9b:1::8.8.8.8")]
    [InlineData("64:ff9b:1:808:8:800::")]
    [InlineData("2002:808:808::1")]
    [InlineData("2001:0:808:808::f7f7:f7f7")]
    [InlineData("2001:1::1")]
    public void Check_Public_IsAllowed(string host)
    {
        Guard().IsAllowed(Address(host), 443, out var reason).ShouldBeTrue();
        reason.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("::ffff:10.1.2.3", true)]
    [InlineData("10.2.0.0", false)]
    [InlineData("64:ff9b::10.1.2.3", false)]
    [InlineData("fd00:1::1", true)]
    [InlineData("fd00:2::1", false)]
    [InlineData("172.20.0.9", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("203.0.113.7", false)]
    public void Check_WithOpenedRanges_AllowsThoseOnly(string host, bool allowed) =>
        Guard("10.1.0.0/16", "fd00:1::/32", "::ffff:172.20.0.0/112").Check(Address(host)).IsAllowed.ShouldBe(allowed);

    [Fact]
    public void Check_WithAllOfIPv6Opened_KeepsIPv4Closed()
    {
        var guard = Guard("::/0");

        guard.Check(Address("::1")).IsAllowed.ShouldBeTrue();
        guard.Check(Address("::ffff:127.0.0.1")).IsAllowed.ShouldBeFalse();
        guard.Check(Address("10.0.0.1")).IsAllowed.ShouldBeFalse();
    }

    [Fact]
    public void Check_ScopedAddressOutsideLinkLocal_IsRefused()
    {
        var scoped = new IPAddress(IPAddress.Parse("2606:4700::1111").GetAddressBytes(), 3);

        Guard().Check(scoped).Reason.ShouldBe("an address with a scope, which is no public one");
        Guard("2606:4700::/32").Check(scoped).IsAllowed.ShouldBeTrue();
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.9.9.9")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::1")]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("203.0.113.7")]
    [InlineData("2001:db8:7::7")]
    [InlineData("64:ff9b::127.0.0.1")]
    [InlineData("2002:cb00:7107::1")]
    [InlineData("198.51.100.1")]
    public void Check_ProtectedListener_StaysClosedWhateverIsOpened(string host)
    {
        var guard = Guard("0.0.0.0/0", "::/0");
        guard.Check(Address(host), 1090).IsAllowed.ShouldBeTrue();

        guard.ProtectedEndPoints = [new IPEndPoint(IPAddress.Parse("198.51.100.1"), 1090)];

        guard.Check(Address(host), 1090).Reason.ShouldBe("a listener of this server that stays closed");
        guard.Check(Address(host), 1091).IsAllowed.ShouldBeTrue();
    }

    [Fact]
    public void Check_ProtectedPortOnAForeignAddress_IsAllowed()
    {
        var guard = new NetworkGuard(
            new GuardOptions { ProtectedEndPoints = [new IPEndPoint(IPAddress.Loopback, 1090)] }, new FixedOwnAddresses(s_ownPublic));

        guard.Check(Address("8.8.8.8"), 1090).IsAllowed.ShouldBeTrue();
        guard.Check(s_ownPublic, 1090).Reason.ShouldBe("a listener of this server that stays closed");
    }

    [Fact]
    public void Check_OfAnyAddress_AllocatesNothing()
    {
        var guard = Guard("10.1.0.0/16");
        guard.ProtectedEndPoints = [new IPEndPoint(IPAddress.Loopback, 1090)];
        IPAddress[] addresses = [Address("8.8.8.8"), Address("10.0.0.1"), Address("64:ff9b::10.0.0.1"), Address("2606:4700::1111")];
        foreach (var address in addresses)
        {
            _ = guard.Check(address, 443);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var address in addresses)
        {
            _ = guard.Check(address, 443);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Check_OwnInterfaces_AreRefused()
    {
        using var own = new OwnAddressSource(TimeProvider.System);
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            // Sends nothing; asks the kernel which of our addresses it would use.
            probe.Connect(IPAddress.Parse("8.8.8.8"), 53);
        }
        catch (SocketException)
        {
            Assert.Skip("This machine has no route to the internet.");
        }

        own.Current.Contains(((IPEndPoint)probe.LocalEndPoint!).Address).ShouldBeTrue();
        own.Current.Contains(IPAddress.Loopback).ShouldBeTrue();
        own.Current.Contains(Address("8.8.8.8")).ShouldBeFalse();
    }

    private static NetworkGuard Guard(params string[] opened) =>
        new(new GuardOptions { AllowPrivateNetworks = [.. opened.Select(Range)] }, new FixedOwnAddresses(s_ownPublic, s_ownPublicV6));

    private static CidrRange Range(string text)
    {
        CidrRange.TryParse(text, out var range).ShouldBeTrue();
        return range;
    }

    private static IPAddress Address(string host)
    {
        Destination.TryFromHost(host, 443, out var destination).ShouldBeTrue();
        return destination.Address.ShouldNotBeNull();
    }
}
