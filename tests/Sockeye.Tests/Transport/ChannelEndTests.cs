using System.Net.Sockets;
using Sockeye.Engine.Transport;

namespace Sockeye.Tests.Transport;

/// <summary>How the directions of every kind of channel end.</summary>
public sealed class ChannelEndTests
{
    public static TheoryData<string> All => Kinds.All;

    [Theory]
    [MemberData(nameof(All))]
    public async Task CompleteWrites_ByClient_ServerStillWrites(string kind)
    {
        await using var pair = await ChannelPair.ConnectAsync(kind);
        await HalfCloseAsync(pair.Client, pair.Server);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task CompleteWrites_ByServer_ClientStillWrites(string kind)
    {
        await using var pair = await ChannelPair.ConnectAsync(kind);
        await HalfCloseAsync(pair.Server, pair.Client);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task CompleteWrites_Twice_IsOnce(string kind)
    {
        await using var pair = await ChannelPair.ConnectAsync(kind);

        (await pair.Client.CompleteWritesAsync().Limited()).ShouldBe(ChannelEnd.None);
        (await pair.Client.CompleteWritesAsync().Limited()).ShouldBe(ChannelEnd.None);
        (await pair.Server.ReadToEndAsync().Limited()).ShouldBe(([], ChannelEnd.Closed), Ends.Same);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Read_FinWithoutCloseNotify_IsTruncatedUnderTls(string kind)
    {
        await using var pair = await ChannelPair.ConnectAsync(kind);
        await pair.Client.WriteAsync("half a"u8.ToArray()).Limited();
        pair.ClientSocket.Shutdown(SocketShutdown.Send);

        var expected = kind is Kinds.Plain or Kinds.PlainPortable ? ChannelEnd.Closed : ChannelEnd.Truncated;
        (await pair.Server.ReadToEndAsync().Limited()).ShouldBe(("half a"u8.ToArray(), expected), Ends.Same);
        (await pair.Server.ReadAsync(new byte[1]).Limited()).ShouldBe(new(0, expected));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Read_PeerResets_IsReset(string kind)
    {
        await using var pair = await ChannelPair.ConnectAsync(kind);
        var reading = pair.Server.ReadAsync(new byte[100]).Limited();
        pair.Client.Abort();

        (await reading).ShouldBe(new(0, ChannelEnd.Reset));
        (await pair.Server.ReadAsync(new byte[100]).Limited()).ShouldBe(new(0, ChannelEnd.Reset));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Write_PeerIsGone_IsReset(string kind)
    {
        await using var pair = await ChannelPair.ConnectAsync(kind);
        pair.Client.Abort();

        var end = ChannelEnd.None;
        for (var i = 0; i < 100 && end == ChannelEnd.None; i++) end = await pair.Server.WriteAsync(new byte[65536]).Limited();
        end.ShouldBe(ChannelEnd.Reset);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Abort_WithReadAndWriteUnderWay_EndsBoth(string kind)
    {
        await using var pair = await ChannelPair.ConnectAsync(kind);
        var reading = pair.Server.ReadAsync(new byte[100]).AsTask();
        var writing = pair.Server.WriteAsync(new byte[30_000_000]).AsTask();
        reading.IsCompleted.ShouldBeFalse();
        writing.IsCompleted.ShouldBeFalse();

        pair.Server.Abort();
        pair.Server.Abort();

        (await reading.Limited()).ShouldBe(new(0, ChannelEnd.Aborted));
        (await writing.Limited()).ShouldBe(ChannelEnd.Aborted);
        (await pair.Server.ReadAsync(new byte[1]).Limited()).End.ShouldBe(ChannelEnd.Aborted);
        (await pair.Server.CompleteWritesAsync().Limited()).ShouldBe(ChannelEnd.Aborted);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Abort_WhileWaiting_EndsTheWaiting(string kind)
    {
        await using var pair = await ChannelPair.ConnectAsync(kind);
        var waiting = pair.Server.WaitToReadAsync().AsTask();

        pair.Server.Abort();

        await waiting.Limited();
        (await pair.Server.ReadAsync(new byte[1]).Limited()).ShouldBe(new(0, ChannelEnd.Aborted));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Abort_PeerSees_Reset(string kind)
    {
        await using var pair = await ChannelPair.ConnectAsync(kind);
        var reading = pair.Client.ReadAsync(new byte[100]).Limited();

        pair.Server.Abort();

        (await reading).ShouldBe(new(0, ChannelEnd.Reset));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Dispose_StillOpen_PeerSeesFinNotReset(string kind)
    {
        await using var pair = await ChannelPair.ConnectAsync(kind);
        await pair.Server.WriteAsync("bye"u8.ToArray()).Limited();

        await pair.Server.DisposeAsync();

        var expected = kind is Kinds.Plain or Kinds.PlainPortable ? ChannelEnd.Closed : ChannelEnd.Truncated;
        (await pair.Client.ReadToEndAsync().Limited()).ShouldBe(("bye"u8.ToArray(), expected), Ends.Same);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Abort_FromManyThreadsDuringTransfer_NeverThrows(string kind)
    {
        for (var round = 0; round < 20; round++)
        {
            await using var pair = await ChannelPair.ConnectAsync(kind);
            var token = TestContext.Current.CancellationToken;
            var flowing = new TaskCompletionSource();
            var reading = Task.Run(
                async () =>
                {
                    ChannelRead read;
                    while ((read = await pair.Client.ReadAsync(new byte[8192])).Bytes > 0) flowing.TrySetResult();
                    return read.End;
                },
                token);
            var writing = Task.Run(
                async () =>
                {
                    ChannelEnd end;
                    while ((end = await pair.Server.WriteAsync(new byte[100_000])) == ChannelEnd.None)
                    {
                    }

                    return end;
                },
                token);
            await flowing.Task.Limited();
            await Task.WhenAll(
                Task.Run(pair.Server.Abort, token),
                Task.Run(pair.Server.Abort, token),
                Task.Run(async () => await pair.Client.DisposeAsync(), token));

            (await writing.Limited()).ShouldBeOneOf(ChannelEnd.Aborted, ChannelEnd.Reset);
            (await reading.Limited()).ShouldBeOneOf(ChannelEnd.Aborted, ChannelEnd.Reset);
        }
    }

    private static async Task HalfCloseAsync(DuplexChannel first, DuplexChannel second)
    {
        await first.WriteAsync("question"u8.ToArray()).Limited();
        (await first.CompleteWritesAsync().Limited()).ShouldBe(ChannelEnd.None);
        (await second.ReadToEndAsync().Limited()).ShouldBe(("question"u8.ToArray(), ChannelEnd.Closed), Ends.Same);

        var answer = new byte[200_000];
        Random.Shared.NextBytes(answer);
        var reading = first.ReadToEndAsync();
        (await second.WriteAsync(answer).Limited()).ShouldBe(ChannelEnd.None);
        (await second.CompleteWritesAsync().Limited()).ShouldBe(ChannelEnd.None);
        (await reading.Limited()).ShouldBe((answer, ChannelEnd.Closed), Ends.Same);
    }

    private sealed class Ends : IEqualityComparer<(byte[] Bytes, ChannelEnd End)>
    {
        public static readonly Ends Same = new();

        public bool Equals((byte[] Bytes, ChannelEnd End) x, (byte[] Bytes, ChannelEnd End) y) =>
            x.End == y.End && x.Bytes.AsSpan().SequenceEqual(y.Bytes);

        public int GetHashCode((byte[] Bytes, ChannelEnd End) value) => (int)value.End;
    }
}
