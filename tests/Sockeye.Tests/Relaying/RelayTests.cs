using System.Text;
using Sockeye.Engine.Sessions;
using Sockeye.Engine.Transport;
using Sockeye.Tests.Sessions;
using Sockeye.Tests.Testing;
using Sockeye.Tests.Transport;

namespace Sockeye.Tests.Relaying;

/// <summary>How the two directions end: each by itself in good order, both after what was delivered where one breaks.</summary>
public sealed class RelayTests : IAsyncLifetime
{
    private readonly SessionHarness _engine = new();

    private MemoryChannel Target => _engine.Outbound.Target;

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    public async Task ClientClosesItsDirection_TargetGoesOn()
    {
        var client = await OpenAsync();
        await client.SendAsync("last words");
        await client.Channel.CompleteWritesAsync();
        var (bytes, end) = await Target.ReadToEndAsync().Limited();
        (Encoding.ASCII.GetString(bytes), end).ShouldBe(("last words", ChannelEnd.Closed));

        await Target.WriteAsync("a late answer"u8.ToArray()).Limited();
        await client.ExpectTextAsync("a late answer");
        client.Run.IsCompleted.ShouldBeFalse();
        await Target.CompleteWritesAsync();
        (await client.EndAsync()).ShouldBe(SessionEndReason.Completed);
    }

    [Fact]
    public async Task TargetClosesItsDirection_ClientGoesOn()
    {
        var client = await OpenAsync();
        await Target.WriteAsync("bye"u8.ToArray()).Limited();
        await Target.CompleteWritesAsync();
        (await client.RestOfTextAsync()).ShouldBe(("bye", ChannelEnd.Closed));

        await client.SendAsync("still here");
        Encoding.ASCII.GetString(await Target.ReadExactlyAsync(10)).ShouldBe("still here");
        await client.Channel.CompleteWritesAsync();
        (await client.EndAsync()).ShouldBe(SessionEndReason.Completed);
        (await Target.ReadToEndAsync().Limited()).End.ShouldBe(ChannelEnd.Closed);
    }

    [Fact]
    public async Task TargetResets_ClientGetsAllDataFirstAndNoProperEnd()
    {
        var payload = TestBytes(48 * 1024);
        var client = await OpenAsync();
        await Target.WriteAsync(payload).Limited();
        Target.ResetBehindData();
        var (bytes, end) = await client.Channel.ReadToEndAsync().Limited();
        bytes.AsSpan().SequenceEqual(payload).ShouldBeTrue();
        end.ShouldBe(ChannelEnd.Truncated);
        (await client.EndAsync()).ShouldBe(SessionEndReason.TargetReset);
    }

    [Fact]
    public async Task TargetAnswersAndResetsWhileTheClientUploads_TheWholeAnswerArrives()
    {
        // More than the client's side and the engine's hands hold: a part of the answer still waits at the target when the
        // upload meets the reset.
        _engine.Outbound.Pieces = [4096];
        var answer = TestBytes(DuplexPair.CapacityBytes + (60 * 1024));
        var client = await OpenAsync();
        (await Target.WriteAsync(answer).Limited()).ShouldBe(ChannelEnd.None);
        Target.ResetBehindData();
        await client.SendAsync("too much");
        await Waiting.Until(() => client.Session.EndReason != SessionEndReason.None);
        var (bytes, end) = await client.Channel.ReadToEndAsync().Limited();
        bytes.AsSpan().SequenceEqual(answer).ShouldBeTrue($"{bytes.Length} of {answer.Length} bytes");
        end.ShouldBe(ChannelEnd.Truncated);
        (await client.EndAsync()).ShouldBe(SessionEndReason.TargetReset);
    }

    [Fact]
    public async Task TargetResetsWhileASlowClientIsWrittenTo_NothingIsLost()
    {
        var payload = TestBytes(3 * DuplexPair.CapacityBytes);
        var client = await OpenAsync();
        var sending = Target.WriteAsync(payload).AsTask(); // more than both directions hold: the engine's write waits
        await client.ExpectTextAsync(Encoding.Latin1.GetString(payload, 0, 1));
        var rest = client.Channel.ReadToEndAsync(777);
        (await sending.Limited()).ShouldBe(ChannelEnd.None);
        Target.ResetBehindData();
        (await rest.Limited()).Bytes.AsSpan().SequenceEqual(payload.AsSpan(1)).ShouldBeTrue();
        (await client.EndAsync()).ShouldBe(SessionEndReason.TargetReset);
    }

    [Fact]
    public async Task ClientResets_TargetGetsWhatWasDeliveredAndTheSessionEnds()
    {
        var client = await OpenAsync();
        await client.SendAsync("delivered");
        client.Channel.ResetBehindData();
        var (bytes, end) = await Target.ReadToEndAsync().Limited();
        Encoding.ASCII.GetString(bytes).ShouldBe("delivered");
        end.ShouldNotBe(ChannelEnd.Closed);
        (await client.EndAsync()).ShouldBe(SessionEndReason.ClientReset);
    }

    [Fact]
    public async Task ClientResetsWhileASlowTargetIsWrittenTo_NothingIsLost()
    {
        var payload = TestBytes(3 * DuplexPair.CapacityBytes);
        var client = await OpenAsync();
        var sending = client.Channel.WriteAsync(payload).AsTask();
        var first = await Target.ReadExactlyAsync(1);
        var rest = Target.ReadToEndAsync(777);
        (await sending.Limited()).ShouldBe(ChannelEnd.None);
        client.Channel.ResetBehindData();
        ((byte[])[.. first, .. (await rest.Limited()).Bytes]).AsSpan().SequenceEqual(payload).ShouldBeTrue();
        (await client.EndAsync()).ShouldBe(SessionEndReason.ClientReset);
    }

    [Fact]
    public async Task ClientIsTruncated_TargetIsToldAndTheReasonSaysSo()
    {
        var client = await OpenAsync();
        await client.SendAsync("half a mess");
        client.Channel.Truncate();
        Encoding.ASCII.GetString((await Target.ReadToEndAsync().Limited()).Bytes).ShouldBe("half a mess");
        (await client.EndAsync()).ShouldBe(SessionEndReason.ClientTruncated);
        client.Session.BytesFromClient.ShouldBe(11);
    }

    [Fact]
    public async Task BytesAhead_TargetIsGoneAlready_EndsTheSession()
    {
        Target.ResetBehindData();
        var client = _engine.Connect();
        await client.LogInAsync();
        await client.SendAsync(Socks5Bytes.Connect("target.test", 80), "ahead"u8.ToArray());
        await client.ExpectAsync(Socks5Bytes.Success);
        (await client.EndAsync()).ShouldBe(SessionEndReason.TargetReset);
    }

    [Fact]
    public async Task BothWaysAtOnce_EveryByteArrivesInOrder()
    {
        var up = TestBytes(1_000_000);
        var down = TestBytes(700_000);
        var client = await OpenAsync();
        var sent = Task.WhenAll(WriteAllAsync(client.Channel, up), WriteAllAsync(Target, down));
        var atTarget = Target.ReadToEndAsync();
        var atClient = client.Channel.ReadToEndAsync();
        await sent.Limited();
        (await atTarget.Limited()).Bytes.AsSpan().SequenceEqual(up).ShouldBeTrue();
        (await atClient.Limited()).Bytes.AsSpan().SequenceEqual(down).ShouldBeTrue();
        (await client.EndAsync()).ShouldBe(SessionEndReason.Completed);
        (client.Session.BytesFromClient, client.Session.BytesFromTarget).ShouldBe((up.Length, down.Length));
        (_engine.Registry.TotalBytesFromClients, _engine.Registry.TotalBytesFromTargets).ShouldBe((up.Length, down.Length));
    }

    private static byte[] TestBytes(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i * 31 + (i >> 8)))];

    private static async Task WriteAllAsync(MemoryChannel channel, byte[] bytes)
    {
        (await channel.WriteAsync(bytes)).ShouldBe(ChannelEnd.None);
        await channel.CompleteWritesAsync();
    }

    private async Task<SessionClient> OpenAsync()
    {
        var client = _engine.Connect();
        await client.OpenAsync();
        return client;
    }
}
