using System.Net.Sockets;
using Sockeye.Engine.Transport;

namespace Sockeye.Tests.Transport;

/// <summary>What the kernel is told about a peer that may be dead. That it ends the connection then is a functional test.</summary>
public sealed class DeadPeerDetectionTests
{
    private const int UserTimeout = 18; // TCP_USER_TIMEOUT

    [Theory]
    [InlineData(Kinds.Plain)]
    [InlineData(Kinds.PlainPortable)]
    public async Task Detect_OneAfterTheOther_EachIsInForceAlone(string kind)
    {
        var (accepted, connected) = await Loopback.PairAsync();
        using var peer = accepted;
        await using var channel = new SocketChannel(kind == Kinds.Plain ? connected.Polled() : connected.Portable());
        Options(connected).ShouldBe((0, 0));

        channel.Detect(DeadPeerDetection.WhileIdle);
        Options(connected).ShouldBe((1, 0));
        Option(connected, SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime).ShouldBe(20);
        Option(connected, SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval).ShouldBe(5);
        Option(connected, SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount).ShouldBe(3);

        channel.Detect(DeadPeerDetection.WhileAsking);
        Options(connected).ShouldBe((0, 3000));

        channel.Detect(DeadPeerDetection.Default);
        Options(connected).ShouldBe((0, 0));
    }

    [Theory]
    [InlineData(Kinds.Plain)]
    [InlineData(Kinds.PlainPortable)]
    public async Task Detect_OfAClosedOne_DoesNothing(string kind)
    {
        var (accepted, connected) = await Loopback.PairAsync();
        using var peer = accepted;
        var channel = new SocketChannel(kind == Kinds.Plain ? connected.Polled() : connected.Portable());
        await channel.DisposeAsync();

        Should.NotThrow(() => channel.Detect(DeadPeerDetection.WhileIdle));
        Should.NotThrow(() => channel.Detect(DeadPeerDetection.WhileAsking));
    }

    private static (int KeepAlive, int UserTimeout) Options(Socket socket)
    {
        var timeout = new byte[sizeof(int)];
        socket.GetRawSocketOption((int)SocketOptionLevel.Tcp, UserTimeout, timeout);
        return (Option(socket, SocketOptionLevel.Socket, SocketOptionName.KeepAlive), BitConverter.ToInt32(timeout));
    }

    private static int Option(Socket socket, SocketOptionLevel level, SocketOptionName name) => (int)socket.GetSocketOption(level, name)!;
}
