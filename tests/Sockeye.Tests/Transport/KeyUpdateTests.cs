using System.Security.Cryptography;
using Sockeye.Engine.Transport;
using Sockeye.Engine.Transport.Tls.OpenSsl;
using Sockeye.Native.OpenSsl;

namespace Sockeye.Tests.Transport;

/// <summary>New keys in the middle of a connection (RFC 8446 section 4.6.3).</summary>
public sealed class KeyUpdateTests
{
    public static TheoryData<string> Tls => Kinds.Tls;

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Write_ManyRecords_RenewsItsKeyAndLosesNothing(string kind)
    {
        Kinds.Need(kind, "key-update");
        OpenSslLibrary.TryLoad(out var version, out _).ShouldBeTrue();
        await using var pair = await ChannelPair.ConnectAsync(
            kind, provider: new OpenSslProvider(version, TimeProvider.System) { RecordsPerKey = 5 });
        var data = RandomNumberGenerator.GetBytes(3_000_000);
        var reading = Task.Run(() => pair.Client.ReadToEndAsync());
        (await pair.Server.WriteAsync(data).Limited()).ShouldBe(ChannelEnd.None);
        await pair.Server.CompleteWritesAsync().Limited();

        var (bytes, end) = await reading.Limited();

        end.ShouldBe(ChannelEnd.Closed);
        SHA256.HashData(bytes).ShouldBe(SHA256.HashData(data));
        ((OpenSslChannel)pair.Server).Ssl.KeyUpdates.ShouldBe(data.Length / SslConnection.RecordBytes / 5);
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Read_PeerAsksForNewKeysOfBoth_AnswersAndLosesNothing(string kind)
    {
        Kinds.Need(kind, "key-update");
        await using var pair = await ChannelPair.ConnectAsync(kind);
        foreach (var (asker, other) in new[] { (pair.Client, pair.Server), (pair.Server, pair.Client) })
        {
            for (var round = 0; round < 20; round++)
            {
                ((OpenSslChannel)asker).Ssl.RequestKeyUpdate(both: true).ShouldBeTrue();
                var question = RandomNumberGenerator.GetBytes(20_000);
                (await asker.WriteAsync(question).Limited()).ShouldBe(ChannelEnd.None);
                (await other.ReadExactlyAsync(question.Length)).ShouldBe(question);
                (await other.WriteAsync(question).Limited()).ShouldBe(ChannelEnd.None);
                (await asker.ReadExactlyAsync(question.Length)).ShouldBe(question);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Read_PeerAsksWhileOurWriteIsStuck_AnswersInOrder(string kind)
    {
        Kinds.Need(kind, "key-update");
        await using var pair = await ChannelPair.ConnectAsync(kind, receiveBufferBytes: 16 * 1024);
        pair.ServerSocket.SendBufferSize = 16 * 1024;
        var data = RandomNumberGenerator.GetBytes(5_000_000);
        var writing = pair.Server.WriteAsync(data).AsTask();
        writing.IsCompleted.ShouldBeFalse();

        // Ten requests are answered while the write's left-over waits for the kernel.
        for (var round = 0; round < 10; round++)
        {
            ((OpenSslChannel)pair.Client).Ssl.RequestKeyUpdate(both: true).ShouldBeTrue();
            (await pair.Client.WriteAsync("again"u8.ToArray()).Limited()).ShouldBe(ChannelEnd.None);
            (await pair.Server.ReadExactlyAsync(5)).ShouldBe("again"u8.ToArray());
        }

        var reading = pair.Client.ReadExactlyAsync(data.Length);
        (await writing.Limited()).ShouldBe(ChannelEnd.None);
        SHA256.HashData(await reading.Limited()).ShouldBe(SHA256.HashData(data));
        (await pair.Server.WriteAsync("after"u8.ToArray()).Limited()).ShouldBe(ChannelEnd.None);
        (await pair.Client.ReadExactlyAsync(5)).ShouldBe("after"u8.ToArray());
    }

    [Theory]
    [MemberData(nameof(Tls))]
    public async Task Read_PeerSendsNothingButKeyUpdates_IsLeft(string kind)
    {
        Kinds.Need(kind, "key-update");
        await using var pair = await ChannelPair.ConnectAsync(kind);
        var reading = pair.Server.ReadAsync(new byte[100]).Limited();
        var client = ((OpenSslChannel)pair.Client).Ssl;
        var record = new byte[1024];
        for (var sent = 0; sent < 100_000 && !reading.IsCompleted;)
        {
            client.RequestKeyUpdate(both: false).ShouldBeTrue();
            client.Handshake([], out _, record, out var produced).ShouldBe(SslStatus.Done);
            produced.ShouldBeGreaterThan(0);
            sent += await pair.ClientSocket.SendAsync(record.AsMemory(0, produced)).Limited();
        }

        (await reading).ShouldBe(new ChannelRead(0, ChannelEnd.ProtocolError));
    }
}
