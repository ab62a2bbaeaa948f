using System.Net.Sockets;
using Sockeye.Engine.Transport;
using Sockeye.Engine.Transport.Tls.OpenSsl;

namespace Sockeye.Tests.Transport;

/// <summary>Outgoing cipher keeps its order, whichever direction made it.</summary>
public sealed class CipherOutputTests
{
    private readonly Lock _gate = new();

    [Fact]
    public async Task PutAnswer_BehindAStuckWrite_LeavesInOrder()
    {
        var (accepted, connected) = await Loopback.PairAsync(receiveBufferBytes: 16 * 1024);
        using var reader = connected;
        accepted.SendBufferSize = 16 * 1024;
        var port = accepted.Polled();
        var output = new CipherOutput(port, _gate);
        var expected = new MemoryStream();
        Task<ChannelEnd> flushing;
        lock (_gate)
        {
            output.Put(Block(1, 3_000_000, expected));
            output.IsBusy.ShouldBeTrue();
            flushing = output.FlushAsync().AsTask();
            for (byte i = 2; i < 50; i++) output.PutAnswer(Block(i, 100, expected)).ShouldBeTrue();
        }

        (await ReceiveAsync(reader, (int)expected.Length)).ShouldBe(expected.ToArray());
        (await flushing.Limited()).ShouldBe(ChannelEnd.None);
        lock (_gate)
        {
            output.IsBusy.ShouldBeFalse();
            output.Dispose();
        }

        port.Dispose();
    }

    [Fact]
    public async Task PutAnswer_KernelIsFull_FlushesByItself()
    {
        var (accepted, connected) = await Loopback.PairAsync(receiveBufferBytes: 16 * 1024);
        using var reader = connected;
        accepted.SendBufferSize = 16 * 1024;
        var port = accepted.Polled();
        var filled = 0;
        while (port.Send(new byte[65536], out var sent) == SocketError.Success) filled += sent;
        var output = new CipherOutput(port, _gate);
        var expected = new MemoryStream();
        Task<ChannelEnd> foreign;
        lock (_gate)
        {
            output.PutAnswer(Block(1, 100, expected)).ShouldBeTrue();
            output.PutAnswer(Block(2, 100, expected)).ShouldBeTrue();
            foreign = output.ForeignFlush.ShouldNotBeNull();
        }

        (await ReceiveAsync(reader, filled + 200))[filled..].ShouldBe(expected.ToArray());
        (await foreign.Limited()).ShouldBe(ChannelEnd.None);
        lock (_gate) output.Dispose();
        port.Dispose();
    }

    [Fact]
    public async Task PutAnswer_PeerFloods_SaysSo()
    {
        var (accepted, connected) = await Loopback.PairAsync();
        using var reader = connected;
        var port = accepted.Polled();
        while (port.Send(new byte[1_000_000], out _) == SocketError.Success)
        {
        }

        var output = new CipherOutput(port, _gate);
        var accepts = 0;
        lock (_gate)
        {
            while (output.PutAnswer(new byte[1000])) (++accepts).ShouldBeLessThan(1000);
        }

        accepts.ShouldBeGreaterThan(0);
        port.Abort();
        lock (_gate) output.Dispose();
    }

    [Fact]
    public async Task Hold_GoesWithTheNextPut_InFrontOfIt()
    {
        var (accepted, connected) = await Loopback.PairAsync();
        using var reader = connected;
        var port = accepted.Polled();
        var output = new CipherOutput(port, _gate);
        var expected = new MemoryStream();
        lock (_gate)
        {
            output.Hold(Block(1, 200, expected));
            output.Hold(Block(2, 100, expected));
            output.IsBusy.ShouldBeFalse();
            reader.Poll(0, SelectMode.SelectRead).ShouldBeFalse();
            output.Put(Block(3, 50, expected));
            output.Put(Block(4, 50, expected), isLast: true);
        }

        port.ShutdownSend().ShouldBe(SocketError.Success);
        (await ReceiveAsync(reader, (int)expected.Length)).ShouldBe(expected.ToArray());
        (await reader.ReceiveAsync(new byte[1]).Limited()).ShouldBe(0);
        lock (_gate) output.Dispose();
        port.Dispose();
    }

    private static byte[] Block(byte value, int length, MemoryStream into)
    {
        var block = new byte[length];
        Array.Fill(block, value);
        into.Write(block);
        return block;
    }

    private static async Task<byte[]> ReceiveAsync(Socket socket, int count)
    {
        var all = new byte[count];
        for (var at = 0; at < count;) at += await socket.ReceiveAsync(all.AsMemory(at), SocketFlags.None).Limited();
        return all;
    }
}
