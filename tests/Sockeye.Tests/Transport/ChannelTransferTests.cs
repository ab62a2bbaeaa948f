using System.Net.Sockets;
using System.Security.Cryptography;
using Sockeye.Engine.Transport;

namespace Sockeye.Tests.Transport;

/// <summary>Bytes through every kind of channel.</summary>
public sealed class ChannelTransferTests
{
    public static TheoryData<string> All => Kinds.All;

    [Theory]
    [MemberData(nameof(All))]
    public async Task Transfer_TenMegabytesBothWays_ArriveUnchanged(string kind)
    {
        await using var pair = await ChannelPair.ConnectAsync(kind);
        var up = RandomNumberGenerator.GetBytes(10_000_000);
        var down = RandomNumberGenerator.GetBytes(10_000_000);

        var sending = Task.WhenAll(SendAsync(pair.Client, up, 64 * 1024), SendAsync(pair.Server, down, 300_000));
        var atServer = Task.Run(() => pair.Server.ReadToEndAsync());
        var atClient = Task.Run(() => pair.Client.ReadToEndAsync(256 * 1024));

        (await sending.Limited()).ShouldAllBe(end => end == ChannelEnd.None);
        var (upBytes, upEnd) = await atServer.Limited();
        var (downBytes, downEnd) = await atClient.Limited();
        upEnd.ShouldBe(ChannelEnd.Closed);
        downEnd.ShouldBe(ChannelEnd.Closed);
        SHA256.HashData(upBytes).ShouldBe(SHA256.HashData(up));
        SHA256.HashData(downBytes).ShouldBe(SHA256.HashData(down));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Read_SmallAndOddBuffers_LoseNothing(string kind)
    {
        await using var pair = await ChannelPair.ConnectAsync(kind);
        var data = RandomNumberGenerator.GetBytes(300_000);
        var sending = SendAsync(pair.Server, data, 50_000);

        var (bytes, end) = await pair.Client.ReadToEndAsync(1_013).Limited();

        (await sending.Limited()).ShouldBe(ChannelEnd.None);
        end.ShouldBe(ChannelEnd.Closed);
        SHA256.HashData(bytes).ShouldBe(SHA256.HashData(data));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Write_ReaderIsSlow_WaitsAndCompletesWhenItReads(string kind)
    {
        await using var pair = await ChannelPair.ConnectAsync(kind, receiveBufferBytes: 16 * 1024);
        pair.ServerSocket.SendBufferSize = 16 * 1024;
        var data = RandomNumberGenerator.GetBytes(4_000_000);
        var sending = SendAsync(pair.Server, data, 64 * 1024);

        // The kernel cannot hold this much: before anybody reads, the writer must be waiting.
        sending.IsCompleted.ShouldBeFalse();
        var (bytes, end) = await pair.Client.ReadToEndAsync(16 * 1024).Limited();

        (await sending.Limited()).ShouldBe(ChannelEnd.None);
        end.ShouldBe(ChannelEnd.Closed);
        SHA256.HashData(bytes).ShouldBe(SHA256.HashData(data));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Write_OneByteAtATime_Arrives(string kind)
    {
        await using var pair = await ChannelPair.ConnectAsync(kind);
        var data = RandomNumberGenerator.GetBytes(500);
        var sending = SendAsync(pair.Client, data, 1);

        var (bytes, end) = await pair.Server.ReadToEndAsync().Limited();

        (await sending.Limited()).ShouldBe(ChannelEnd.None);
        end.ShouldBe(ChannelEnd.Closed);
        bytes.ShouldBe(data);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task WaitToRead_NothingThere_CompletesOnlyWithBytes(string kind)
    {
        await using var pair = await ChannelPair.ConnectAsync(kind);

        // What a handshake leaves behind (tickets) is read with the first byte.
        await pair.Server.WriteAsync("x"u8.ToArray()).Limited();
        await pair.Client.ReadExactlyAsync(1);
        var waiting = await pair.Client.WaitAtRestAsync();
        waiting.IsCompleted.ShouldBeFalse();

        await pair.Server.WriteAsync("hello"u8.ToArray()).Limited();
        await waiting.Limited();
        (await pair.Client.ReadExactlyAsync(5)).ShouldBe("hello"u8.ToArray());
    }

    [Fact]
    public async Task Read_WithReadAhead_GivesItFirst()
    {
        var (accepted, connected) = await Loopback.PairAsync();
        using var peer = connected;
        await using var channel = new SocketChannel(accepted.Polled(), "ahead"u8.ToArray());
        await peer.SendAsync("behind"u8.ToArray(), SocketFlags.None);

        (await channel.ReadExactlyAsync(11)).ShouldBe("aheadbehind"u8.ToArray());
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task EndPoints_OfAPair_AreEachOthers(string kind)
    {
        await using var pair = await ChannelPair.ConnectAsync(kind);

        pair.Server.RemoteEndPoint.ShouldNotBeNull().ShouldBe(pair.Client.LocalEndPoint);
        pair.Server.LocalEndPoint.ShouldNotBeNull().ShouldBe(pair.Client.RemoteEndPoint);
    }

    private static async Task<ChannelEnd> SendAsync(DuplexChannel channel, byte[] data, int pieceBytes)
    {
        for (var at = 0; at < data.Length; at += pieceBytes)
        {
            var end = await channel.WriteAsync(data.AsMemory(at, Math.Min(pieceBytes, data.Length - at)));
            if (end != ChannelEnd.None) return end;
        }

        return await channel.CompleteWritesAsync();
    }
}
