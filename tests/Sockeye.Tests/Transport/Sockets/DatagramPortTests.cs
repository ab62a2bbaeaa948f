using System.Net;
using System.Net.Sockets;
using Sockeye.Engine.Transport.Sockets;
using Sockeye.Engine.Transport.Sockets.Polling;
using Sockeye.Engine.Transport.Sockets.Portable;

namespace Sockeye.Tests.Transport.Sockets;

/// <summary>Several datagrams at once, over both kinds of sockets.</summary>
public sealed class DatagramPortTests
{
    private static readonly PolledSocketSource Polled = new(threads: 1);

    [Theory]
    [InlineData("polled", "127.0.0.1", 5)]
    [InlineData("polled", "::", 5)]
    [InlineData("polled", "::", 1)]
    [InlineData("portable", "::", 5)]
    public async Task SendRun_OfEqualOnesAndAShorter_ArriveEachByItself(string kind, string local, int count)
    {
        using var target = Target();
        using var port = Open(kind, local);
        var payloads = Payloads(count, eachBytes: 1200, lastBytes: 7);

        port.SendRun(payloads.SelectMany(p => p).ToArray(), 1200, IPAddress.Loopback, PortOf(target), out var sent).ShouldBe(SocketError.Success);

        sent.ShouldBe((count * 1200) + 7);
        foreach (var payload in payloads) (await ReceiveAsync(target)).ShouldBe(payload);
    }

    [Fact]
    public async Task SendRun_LongerThanAPacket_ArriveEachByItself()
    {
        // Loopback carries 64 KiB: two of these are no single packet, and must come over all the same.
        using var target = Target();
        using var port = Open("polled", "127.0.0.1");
        var payloads = Payloads(count: 2, eachBytes: 40_000, lastBytes: 1);

        port.SendRun(payloads.SelectMany(p => p).ToArray(), 40_000, IPAddress.Loopback, PortOf(target), out var sent).ShouldBe(SocketError.Success);

        sent.ShouldBe(80_001);
        foreach (var payload in payloads) (await ReceiveAsync(target)).ShouldBe(payload);
    }

    [Fact]
    public void SendRun_OneThatIsTooLong_TellsWhichOne()
    {
        using var target = Target();
        using var port = Open("polled", "127.0.0.1");

        port.SendRun(new byte[65_530], 65_530, IPAddress.Loopback, PortOf(target), out var sent).ShouldNotBe(SocketError.Success);

        sent.ShouldBe(0);
    }

    private static DatagramPort Open(string kind, string local)
    {
        SocketSource source = kind == "polled" ? Polled : PortableSocketSource.Instance;
        return source.OpenDatagram(new(IPAddress.Parse(local), 0), out _).ShouldNotBeNull();
    }

    private static Socket Target()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 1 << 20 };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private static ushort PortOf(Socket socket) => (ushort)((IPEndPoint)socket.LocalEndPoint!).Port;

    private static byte[][] Payloads(int count, int eachBytes, int lastBytes) =>
        [.. Enumerable.Range(0, count).Select(i => Enumerable.Repeat((byte)i, eachBytes).ToArray()), Enumerable.Repeat((byte)0xFF, lastBytes).ToArray()];

    private static async Task<byte[]> ReceiveAsync(Socket socket)
    {
        var buffer = new byte[65_536];
        return buffer[..await socket.ReceiveAsync(buffer).Limited()];
    }
}
