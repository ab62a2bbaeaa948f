using System.Security.Cryptography;
using Sockeye.Engine.Transport;

namespace Sockeye.Tests.Transport;

/// <summary>The count of rented buffers is the process's, so these run while no other test does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RunsAlone
{
    public const string Name = "alone";
}

/// <summary>A connection at rest owns no buffer, and one that is gone has given everything back.</summary>
[Collection(RunsAlone.Name)]
public sealed class RentedBufferTests
{
    public static TheoryData<string> All => Kinds.All;

    [Theory]
    [MemberData(nameof(All))]
    public async Task AtRest_AfterTraffic_NothingIsRented(string kind)
    {
        await Waiting.Until(() => CountedBufferPool.Outstanding == 0);
        await using var pair = await ChannelPair.ConnectAsync(kind, receiveBufferBytes: 16 * 1024);
        var data = RandomNumberGenerator.GetBytes(2_000_000);
        var writing = pair.Server.WriteAsync(data).AsTask();
        (await pair.Client.ReadExactlyAsync(data.Length)).ShouldBe(data);
        (await writing.Limited()).ShouldBe(ChannelEnd.None);
        var waiting = await pair.Client.WaitAtRestAsync();

        await Waiting.Until(() => CountedBufferPool.Outstanding == 0);
        waiting.IsCompleted.ShouldBeFalse();

        await pair.Client.DisposeAsync();
        await waiting.Limited();
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Dispose_WithAStuckWrite_GivesEverythingBack(string kind)
    {
        await Waiting.Until(() => CountedBufferPool.Outstanding == 0);
        await using var pair = await ChannelPair.ConnectAsync(kind);
        var writing = pair.Server.WriteAsync(new byte[30_000_000]).AsTask();
        writing.IsCompleted.ShouldBeFalse();

        // Half a record is left over at the reader.
        await pair.Client.ReadExactlyAsync(100);
        await pair.Server.DisposeAsync();
        await pair.Client.DisposeAsync();

        (await writing.Limited()).ShouldBe(ChannelEnd.Aborted);
        await Waiting.Until(() => CountedBufferPool.Outstanding == 0);
    }
}
