using Sockeye.Engine.Outbounds;
using Sockeye.Engine.Transport;

namespace Sockeye.Tests.Outbounds;

public sealed class PrefixedChannelTests
{
    [Fact]
    public async Task Read_WithAPrefix_DeliversItFirstAndThenTheRest()
    {
        var channel = new PrefixedChannel(new ScriptedChannel(["cd"u8.ToArray()]), "0123456789ab"u8.ToArray());

        (await ScriptedChannel.ReadAllAsync(channel)).ShouldBe("0123456789abcd"u8.ToArray());
    }

    [Fact]
    public async Task Abort_WithAPrefixLeft_IsTheEndOfIt()
    {
        var inner = new ScriptedChannel([]);
        var channel = new PrefixedChannel(inner, "0123"u8.ToArray());

        channel.Abort();

        inner.IsAborted.ShouldBeTrue();
        (await channel.ReadAsync(new byte[8])).ShouldBe(new ChannelRead(0, ChannelEnd.Aborted));
    }

    [Fact]
    public async Task Write_GoesStraightThrough()
    {
        var inner = new ScriptedChannel([]);
        await using (var channel = new PrefixedChannel(inner, "0123"u8.ToArray()))
        {
            (await channel.WriteAsync("x"u8.ToArray())).ShouldBe(ChannelEnd.None);
        }

        inner.Written.ToArray().ShouldBe("x"u8.ToArray());
        inner.IsDisposed.ShouldBeTrue();
    }
}
