using Sockeye.Engine.Udp;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using Sockeye.Core.Net;
using Sockeye.Engine.Binding;
using Sockeye.Engine.Dialing;
using Sockeye.Engine.Outbounds;
using Sockeye.Engine.Transport;
using Sockeye.Tests.Dialing;
using Sockeye.Tests.Testing;
using Sockeye.Engine.Transport.Sockets.Polling;

namespace Sockeye.Tests.Outbounds;

public sealed class DirectOutboundTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.0/8")]
    [InlineData("::1", "::1/128")]
    public async Task Connect_ToAnOpenedAddress_GivesTheChannelAndItsLocalAddress(string host, string opened)
    {
        var address = IPAddress.Parse(host);
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && !HasIPv6())
        {
            Assert.Skip("This machine has no IPv6.");
        }

        var client = new TaskCompletionSource<IPEndPoint>();
        await using var server = new ScriptedServer(address, async peer =>
        {
            client.SetResult(peer.ClientEndPoint);
            await peer.SendTextAsync("hello");
        });

        var result = await Outbound(opened).ConnectAsync(Context(host, server.Port), Token);

        await using var channel = result.Channel.ShouldNotBeNull();
        (await ScriptedChannel.ReadAllAsync(channel)).ShouldBe("hello"u8.ToArray());
        result.BoundEndPoint.ShouldBe(await client.Task.WaitAsync(TimeSpan.FromSeconds(10), Token));
    }

    [Fact]
    public async Task Connect_ToAClosedPort_IsRefusedByThePeer()
    {
        using var unheard = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        unheard.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var context = Context("127.0.0.1", (ushort)((IPEndPoint)unheard.LocalEndPoint!).Port);

        var error = (await Outbound("127.0.0.0/8").ConnectAsync(context, Token)).Error.ShouldNotBeNull();

        error.Kind.ShouldBe(DialErrorKind.ConnectionRefused);
        error.Stage.ShouldBe(DialStage.Connect);
        context.Timings[DialStage.Connect].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("name.localhost")]
    public async Task Connect_ToALoopbackListener_IsRefusedByTheGuardAndNeverReachesIt(string host)
    {
        await using var server = new ScriptedServer(peer => peer.WaitForEndAsync());

        var error = (await Outbound().ConnectAsync(Context(host, server.Port), Token)).Error.ShouldNotBeNull();

        error.Kind.ShouldBe(DialErrorKind.NotAllowed);
        error.Stage.ShouldBe(DialStage.Guard);
        server.Accepted.ShouldBe(0);
    }

    [Fact]
    public async Task Connect_CancelledBefore_IsAborted()
    {
        await using var server = new ScriptedServer(peer => peer.WaitForEndAsync());

        var result = await Outbound("127.0.0.0/8").ConnectAsync(Context("127.0.0.1", server.Port), new CancellationToken(canceled: true));

        result.Error!.Kind.ShouldBe(DialErrorKind.Aborted);
    }

    [Fact]
    public async Task Connect_ManyRacesOnLoopback_LeaveNoErrorBehind()
    {
        await using var server = new ScriptedServer(_ => Task.CompletedTask);
        var time = TimeProvider.System;
        var dialer = new TcpDialer(new DialOptions { AttemptDelay = TimeSpan.FromMilliseconds(1) }, new ScriptedResolver("127.0.0.1", "127.0.0.2", "::1"), time, PolledSocketSource.Instance);
        var outbound = Over(dialer, Guard("127.0.0.0/8", "::1/128"));
        for (var i = 0; i < 50; i++)
        {
            var result = await outbound.ConnectAsync(Context("example.com", server.Port), Token);
            result.Error.ShouldBeNull();
            await result.Channel!.DisposeAsync();
        }
    }

    [Fact]
    public async Task Block_Always_RefusesAtTheRoute()
    {
        var error = (await new BlockOutbound().ConnectAsync(Context("8.8.8.8", 443), Token)).Error.ShouldNotBeNull();

        error.Kind.ShouldBe(DialErrorKind.NotAllowed);
        error.Stage.ShouldBe(DialStage.Route);
    }

    [Fact]
    public async Task Unavailable_Always_FailsClosed()
    {
        var outbound = new UnavailableOutbound("up", "its password cannot be read");

        var error = (await outbound.ConnectAsync(Context("8.8.8.8", 443), Token)).Error.ShouldNotBeNull();

        error.Kind.ShouldBe(DialErrorKind.OutboundUnavailable);
        error.Message.ShouldBe("outbound \"up\" cannot be had: its password cannot be read");
        outbound.Tag.ShouldBe("up");
    }

    private static DirectOutbound Outbound(params string[] opened)
    {
        var time = new FakeTimeProvider();
        return Over(new TcpDialer(new DialOptions(), new NameResolver(new NameResolverOptions(), time), time, PolledSocketSource.Instance), Guard(opened));
    }

    private static DirectOutbound Over(TcpDialer dialer, NetworkGuard guard) =>
        new(dialer, guard, new TcpBinder(PolledSocketSource.Instance, guard, TimeProvider.System), new UdpBinder(PolledSocketSource.Instance));

    private static NetworkGuard Guard(params string[] opened) => new(
        new GuardOptions
        {
            AllowPrivateNetworks = [.. opened.Select(text => CidrRange.TryParse(text, out var range) ? range : throw new ArgumentException(text))],
        },
        new FixedOwnAddresses());

    private static DialContext Context(string host, ushort port)
    {
        Destination.TryFromHost(host, port, out var destination).ShouldBeTrue();
        return new DialContext(destination, "alice");
    }

    private static bool HasIPv6()
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
